import { Menu } from '@mantine/core'
import {
  IconDownload,
  IconEye,
  IconInfoCircle,
  IconLink,
  IconPencil,
  IconRestore,
  IconTrash,
} from '@tabler/icons-react'
import { RowMenu } from '../grid/row-menu.tsx'
import { canOn } from '../session/abilities.ts'
import type { FileRow } from './file-queries.ts'
import { words } from './words.ts'

export interface FileMenuActions {
  readonly onPreview?: (row: FileRow) => void
  readonly onDetails?: (row: FileRow) => void
  readonly onDownload?: (rows: readonly FileRow[]) => void
  readonly onLink?: (row: FileRow) => void
  readonly onRename?: (row: FileRow) => void
  readonly onDelete?: (rows: readonly FileRow[]) => void
  readonly onRestore?: (rows: readonly FileRow[]) => void
}

/** What can be done with one file, as far as this person may and its state allows. */
export function FileMenu({ file, ...actions }: FileMenuActions & { file: FileRow }) {
  const isOpenable = file.status === 'available' && canOn('download', file)
  const { onPreview, onDetails, onDownload, onLink, onRename, onDelete, onRestore } = actions
  return (
    <RowMenu label={words.actionsFor(file.originalFilename)}>
      {onPreview && isOpenable && (
        <Menu.Item leftSection={<IconEye size={16} />} rightSection="Space" onClick={() => onPreview(file)}>
          {words.open}
        </Menu.Item>
      )}
      {onDetails && (
        <Menu.Item leftSection={<IconInfoCircle size={16} />} rightSection="Enter" onClick={() => onDetails(file)}>
          {words.details}
        </Menu.Item>
      )}
      {onDownload && isOpenable && (
        <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => onDownload([file])}>
          {words.download}
        </Menu.Item>
      )}
      {onLink && isOpenable && (
        <Menu.Item leftSection={<IconLink size={16} />} onClick={() => onLink(file)}>
          {words.copyLink}
        </Menu.Item>
      )}
      {onRename && canOn('change', file) && (
        <Menu.Item leftSection={<IconPencil size={16} />} rightSection="F2" onClick={() => onRename(file)}>
          {words.rename}
        </Menu.Item>
      )}
      {onRestore && canOn('restore', file) && (
        <Menu.Item leftSection={<IconRestore size={16} />} onClick={() => onRestore([file])}>
          {words.restore}
        </Menu.Item>
      )}
      {onDelete && canOn('delete', file) && (
        <>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            rightSection="Del"
            onClick={() => onDelete([file])}
          >
            {words.delete}
          </Menu.Item>
        </>
      )}
    </RowMenu>
  )
}
