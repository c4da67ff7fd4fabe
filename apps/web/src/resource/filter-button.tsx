import { UnstyledButton } from '@mantine/core'
import { IconFilter, IconX } from '@tabler/icons-react'
import { Suspense } from 'react'
import type { Definition } from '../custom-field/definitions.ts'
import pill from '../ui/filter-pill.module.css'
import { lazyPart } from '../ui/lazy-part.tsx'
import { words as common } from '../ui/words.ts'
import type { NamedResource } from './record-types.ts'
import { filterIn } from './resource-search.ts'
import { words } from './words.ts'

const FilterInWords = lazyPart(
  () => import('../filter-builder/filter-in-words.tsx').then((part) => part.FilterInWords),
  () => words.ownFilter,
)

interface FilterButtonProps {
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  readonly where: string | undefined
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly onClear: () => void
}

/** Opens the filter builder; says what it holds, and takes it away. */
export function FilterButton({ resource, definitions, where, isOpen, onOpen, onClear }: FilterButtonProps) {
  const filter = filterIn(where)
  return (
    <>
      <span className={pill.pill} data-on={isOpen || undefined} data-main>
        <UnstyledButton className={pill.target} aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
          <IconFilter size={14} aria-hidden />
          {words.filter}
        </UnstyledButton>
      </span>
      {filter && !isOpen && (
        <span className={pill.pill} data-on>
          <UnstyledButton className={pill.clear} aria-label={common.clearFilter(words.filter)} onClick={onClear}>
            <IconX size={14} aria-hidden />
          </UnstyledButton>
          <UnstyledButton className={pill.target} onClick={() => onOpen(true)}>
            <span className={pill.sentence}>
              <Suspense fallback={common.loading}>
                <FilterInWords filter={filter} resource={resource} definitions={definitions} />
              </Suspense>
            </span>
          </UnstyledButton>
        </span>
      )}
    </>
  )
}
