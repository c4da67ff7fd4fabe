import { Menu } from '@mantine/core'
import { IconDownload, IconFolderSearch, IconRefresh, IconShieldOff, IconTrash } from '@tabler/icons-react'
import { RowMenu } from '../../grid/row-menu.tsx'
import { canOn } from '../../session/abilities.ts'
import { words as fileWords } from '../words.ts'
import { askForRescan } from './ask-for-rescan.ts'
import { type HeldRow, nameOf } from './use-quarantine.ts'
import { words } from './words.ts'

/** What is to be done with a row once somebody has said that they mean it. */
export type Step = 'release' | 'download' | 'delete'

interface QuarantineMenuProps {
  readonly row: HeldRow
  readonly onShow: (row: HeldRow) => void
  readonly onAsk: (step: Step, row: HeldRow) => void
}

/** Whoever decides here and does not see the file itself is told of it, and no more. */
export const mayDecide = (row: HeldRow): boolean => canOn('quarantine', row)

/** A version behind one that is served is removed for ever; a file goes to the trash. */
export const isDeletable = (row: HeldRow): boolean =>
  row.releasedAt === null && !row.legalHold && canOn(row.isServed ? 'delete' : 'purge', row)

export function QuarantineMenu({ row, onShow, onAsk }: QuarantineMenuProps) {
  if (!mayDecide(row)) return null
  return (
    <RowMenu label={fileWords.actionsFor(nameOf(row))}>
      <Menu.Item leftSection={<IconFolderSearch size={16} />} rightSection="Enter" onClick={() => onShow(row)}>
        {words.show}
      </Menu.Item>
      <Menu.Item leftSection={<IconRefresh size={16} />} onClick={() => void askForRescan(row.file)}>
        {words.rescan}
      </Menu.Item>
      {row.releasedAt === null && (
        <>
          <Menu.Item leftSection={<IconShieldOff size={16} />} onClick={() => onAsk('release', row)}>
            {words.release}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => onAsk('download', row)}>
            {words.download}
          </Menu.Item>
        </>
      )}
      {isDeletable(row) && (
        <>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            rightSection="Del"
            onClick={() => onAsk('delete', row)}
          >
            {words.delete}
          </Menu.Item>
        </>
      )}
    </RowMenu>
  )
}
