import { copyText } from '@groundwork/react/parts'
import { Menu } from '@mantine/core'
import {
  IconArrowsMove,
  IconCopy,
  IconCut,
  IconDownload,
  IconExternalLink,
  IconEye,
  IconFolderOpen,
  IconInfoCircle,
  IconLink,
  IconPencil,
  IconStar,
  IconStarOff,
  IconTrash,
  IconUserPlus,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { RowMenu } from '../grid/row-menu.tsx'
import { canOn } from '../session/abilities.ts'
import { toast } from '../ui/toast.tsx'
import { words as common } from '../ui/words.ts'
import { type Entry, nameOf } from './entry.ts'
import { mayChange, mayDelete, mayDownload, mayMove } from './entry-abilities.ts'
import { addressOf } from './entry-address.ts'
import type { Clipboard } from './entry-clipboard.ts'
import type { FileRow } from './file-queries.ts'
import { words } from './words.ts'

/** What the screen does with entries, however it was asked for. */
export interface EntryCommands {
  readonly onOpen: (entry: Entry) => void
  readonly onDetails: (entry: Entry) => void
  readonly onDownload: (entries: readonly Entry[]) => void
  readonly onShare: (entry: Entry) => void
  readonly onRename: (entry: Entry) => void
  readonly onMove: (entries: readonly Entry[]) => void
  readonly onHold: (verb: Clipboard['verb'], entries: readonly Entry[]) => void
  readonly onStar: (files: readonly FileRow[], isStarred: boolean) => void
  readonly onTag: (entries: readonly Entry[]) => void
  readonly onDelete: (entries: readonly Entry[]) => void
}

interface EntryMenuProps extends EntryCommands {
  readonly entry: Entry
  readonly isStarred: boolean
  /** Of those who keep stars: with all organizations on the screen nobody does. */
  readonly hasStars: boolean
}

/** What can be done with one entry, as far as this person may and its state allows. */
export function EntryMenu({ entry, isStarred, hasStars, ...commands }: EntryMenuProps) {
  const { is, row } = entry
  const isFolder = is === 'folder'
  return (
    <RowMenu label={words.actionsFor(nameOf(entry))}>
      {mayDownload(entry) && (
        <Item
          icon={isFolder ? IconFolderOpen : IconEye}
          hotkey={isFolder ? 'Enter' : 'Space'}
          onClick={() => commands.onOpen(entry)}
        >
          {isFolder ? words.openFolder : words.open}
        </Item>
      )}
      {mayDownload(entry) && (
        <Menu.Item
          component="a"
          href={addressOf(entry)}
          target="_blank"
          rel="noopener"
          leftSection={<IconExternalLink size={16} />}
        >
          {words.newTab}
        </Menu.Item>
      )}
      <Item icon={IconInfoCircle} {...(!isFolder && { hotkey: 'Enter' })} onClick={() => commands.onDetails(entry)}>
        {words.details}
      </Item>
      {mayDownload(entry) && (
        <Item icon={IconDownload} onClick={() => commands.onDownload([entry])}>
          {isFolder ? words.downloadZip : words.download}
        </Item>
      )}
      <Item icon={IconLink} onClick={() => void copyAddress(entry)}>
        {words.copyAddress}
      </Item>
      {canOn('share', row) && (
        <Item icon={IconUserPlus} onClick={() => commands.onShare(entry)}>
          {words.share}
        </Item>
      )}
      {is === 'file' && hasStars && (
        <Item icon={isStarred ? IconStarOff : IconStar} onClick={() => commands.onStar([row], !isStarred)}>
          {isStarred ? words.unstar : words.star}
        </Item>
      )}
      {mayChange(entry) && (
        <Item icon={IconPencil} hotkey="F2" onClick={() => commands.onRename(entry)}>
          {words.rename}
        </Item>
      )}
      {mayMove(entry) && (
        <>
          <Item icon={IconArrowsMove} onClick={() => commands.onMove([entry])}>
            {words.move}
          </Item>
          <Item icon={IconCut} hotkey="Ctrl X" onClick={() => commands.onHold('cut', [entry])}>
            {words.cut}
          </Item>
        </>
      )}
      {mayDownload(entry) && (
        <Item icon={IconCopy} hotkey="Ctrl C" onClick={() => commands.onHold('copy', [entry])}>
          {words.copy}
        </Item>
      )}
      {mayDelete(entry) && (
        <>
          <Menu.Divider />
          <Item icon={IconTrash} hotkey="Del" isGrave onClick={() => commands.onDelete([entry])}>
            {words.delete}
          </Item>
        </>
      )}
    </RowMenu>
  )
}

const copyAddress = async (entry: Entry) =>
  toast((await copyText(addressOf(entry))) ? words.addressCopied : common.copyFailed)

interface ItemProps {
  readonly icon: typeof IconEye
  readonly hotkey?: string
  readonly isGrave?: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

function Item({ icon: Icon, hotkey, isGrave = false, onClick, children }: ItemProps) {
  return (
    <Menu.Item
      leftSection={<Icon size={16} />}
      rightSection={hotkey}
      {...(isGrave && { color: 'red' })}
      onClick={onClick}
    >
      {children}
    </Menu.Item>
  )
}
