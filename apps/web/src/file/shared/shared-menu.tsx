import { Menu } from '@mantine/core'
import { IconDownload, IconEye, IconFolderOpen, IconTrash, IconUserPlus, IconX } from '@tabler/icons-react'
import { RowMenu } from '../../grid/row-menu.tsx'
import { canOn } from '../../session/abilities.ts'
import { words as fileWords } from '../words.ts'
import { nameOf, type SharedEntry } from './shared-entry.ts'
import { words } from './words.ts'

export interface SharedCommands {
  readonly onOpen: (entry: SharedEntry) => void
  readonly onDownload: (entry: SharedEntry) => void
  readonly onShare: (entry: SharedEntry) => void
  readonly onDelete: (entry: SharedEntry) => void
  readonly onGiveUp: (entry: SharedEntry) => void
}

/** What the share lets one do with it, and the way to be without it. */
export function SharedMenu({ entry, ...commands }: SharedCommands & { readonly entry: SharedEntry }) {
  const { is, item } = entry
  const isServed = is === 'file' && entry.row.status === 'available'
  const isSharable = is === 'file' ? canOn('share', entry.row) : item?.canReshare === true
  return (
    <RowMenu label={fileWords.actionsFor(nameOf(entry))}>
      {(is === 'folder' || isServed) && (
        <Menu.Item
          leftSection={is === 'folder' ? <IconFolderOpen size={16} /> : <IconEye size={16} />}
          rightSection={is === 'folder' ? 'Enter' : 'Space'}
          onClick={() => commands.onOpen(entry)}
        >
          {is === 'folder' ? fileWords.openFolder : fileWords.open}
        </Menu.Item>
      )}
      {isServed && canOn('download', entry.row) && (
        <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => commands.onDownload(entry)}>
          {fileWords.download}
        </Menu.Item>
      )}
      {isSharable && (
        <Menu.Item leftSection={<IconUserPlus size={16} />} onClick={() => commands.onShare(entry)}>
          {fileWords.share}
        </Menu.Item>
      )}
      {item?.share.role === null && (
        <Menu.Item leftSection={<IconX size={16} />} onClick={() => commands.onGiveUp(entry)}>
          {words.giveUp}
        </Menu.Item>
      )}
      {is === 'file' && canOn('delete', entry.row) && (
        <>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            rightSection="Del"
            onClick={() => commands.onDelete(entry)}
          >
            {words.delete}
          </Menu.Item>
        </>
      )}
    </RowMenu>
  )
}
