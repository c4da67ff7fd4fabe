import { Category, categoryTypes } from '@groundwork/domain'
import { Select } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { spell } from '../resource/words.ts'
import { TreeScreen } from '../tree/tree-screen.tsx'
import type { TreeSearch } from '../tree/tree-search.ts'
import { words } from './words.ts'

/** Categories, a tree for each type of them. */
export function CategoryScreen() {
  const { within } = useSearch({ strict: false }) as TreeSearch
  const navigate = useNavigate()
  const type = categoryTypes.find((known) => known === within) ?? categoryTypes[0]
  return (
    <TreeScreen
      key={type}
      resource={Category}
      plural={words.categoriesPlural}
      title={words.categories}
      columns={['slug', 'isActive', 'tags', 'organizationName']}
      widths={{ isActive: '88px' }}
      within={{ field: 'categoryType', op: 'eq', value: type }}
      initial={{ categoryType: type }}
      choice={
        <Select
          aria-label={words.categoryType}
          w={168}
          data={categoryTypes.map((value) => ({ value, label: spell(value) }))}
          value={type}
          allowDeselect={false}
          onChange={(value) =>
            void navigate({
              to: '.',
              search: (before) => ({ ...before, within: value ?? undefined, q: undefined, open: undefined }),
            })
          }
        />
      }
    />
  )
}
