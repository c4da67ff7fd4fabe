import { SegmentedControl } from '@mantine/core'
import { IconLayoutGrid, IconList } from '@tabler/icons-react'
import type { FileView } from './file-search.ts'
import { words } from './words.ts'

export function ViewSwitch({ view, onView }: { view: FileView; onView: (view: FileView) => void }) {
  return (
    <SegmentedControl<FileView>
      size="xs"
      aria-label={words.view}
      value={view}
      onChange={onView}
      data={[
        {
          value: 'list',
          label: <IconList size={16} role="img" aria-label={words.list} style={{ display: 'block' }} />,
        },
        {
          value: 'grid',
          label: <IconLayoutGrid size={16} role="img" aria-label={words.grid} style={{ display: 'block' }} />,
        },
      ]}
    />
  )
}
