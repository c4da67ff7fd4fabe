import { type CellTransform, cellTransformNames, type HeaderProposal } from '@groundwork/domain'
import { type ComboboxItem, type ComboboxItemGroup, Select } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { Badge } from '../ui/badge.tsx'
import { ChoicePanel } from '../ui/choice-panel.tsx'
import { FilterPill } from '../ui/filter-pill.tsx'
import styles from './columns-step.module.css'
import { words } from './words.ts'

interface ColumnLineProps {
  readonly proposed: HeaderProposal
  /** What it becomes; null while it is left out. */
  readonly column: string | null
  readonly choices: readonly ComboboxItemGroup<ComboboxItem>[]
  readonly transforms: readonly CellTransform[]
  readonly onColumn: (column: string | null) => void
  readonly onTransforms: (transforms: readonly CellTransform[]) => void
}

const mostExamples = 3

/** One column of the file: its name and what stands in it, what it becomes, and how its texts are tidied up first. */
export function ColumnLine({ proposed, column, choices, transforms, onColumn, onTransforms }: ColumnLineProps) {
  const { name, examples, from } = proposed
  return (
    <li className={styles.line} data-out={column === null || undefined}>
      <div className={styles.inFile}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        <span className={styles.examples}>
          {examples.length ? examples.slice(0, mostExamples).join(' · ') : words.empty}
        </span>
      </div>
      <IconArrowRight size={16} aria-hidden className={styles.arrow} />
      <div className={styles.becomes}>
        <Select
          className={styles.select ?? ''}
          aria-label={words.columnFor(name)}
          data={[...choices]}
          value={column}
          placeholder={words.leaveOut}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': `${words.leaveOut}: ${name}` }}
          maxDropdownHeight={320}
          onChange={onColumn}
        />
        {column !== null && from === 'remembered' && column === proposed.column && (
          <Badge tone="plain">{words.remembered}</Badge>
        )}
        {column !== null && (
          <FilterPill
            label={words.tidy}
            value={transforms.length ? transforms.map((one) => words.transforms[one]).join(', ') : undefined}
            onClear={() => onTransforms([])}
          >
            {() => (
              <ChoicePanel
                choices={cellTransformNames.map((value) => ({ value, label: words.transforms[value] }))}
                chosen={transforms}
                onChange={onTransforms}
              />
            )}
          </FilterPill>
        )}
      </div>
    </li>
  )
}
