import { type Outline, outlines } from 'virtual:resource-outlines'
import type { FileKind } from '@groundwork/domain'
import { queryOptions } from '@tanstack/react-query'
import { apiOf } from '../api/rows.ts'
import { withinOrganization } from '../organization/organization-queries.ts'
import type { Abilities } from '../session/abilities.ts'
import { formatBytes } from '../ui/format.ts'
import { pathOf } from './navigation.ts'
import { pluralTitle } from './resource-names.ts'

export interface FoundGroup {
  readonly outline: Outline
  readonly label: string
  readonly rows: readonly FoundRow[]
}

interface FoundRow {
  readonly id: string
  readonly title: string
  readonly hint: string
  readonly kind?: FileKind
}

type AnyRow = Readonly<Record<string, unknown>>

/** Whatever has a list of its own and is found by words. What is not of organizations is known by everybody, and comes last. */
const searched = outlines
  .filter((outline) => outline.isSearchable && !outline.isAppendOnly && pathOf(outline))
  .toSorted((one, other) => Number(one.scope.kind === 'global') - Number(other.scope.kind === 'global'))

/** Few of each: the palette is to jump with, the lists are to look in. */
const mostOfEach = 3

/** The first few records of each kind that bear these words, of those the person may see. */
export const paletteSearch = (search: string, organization: string | undefined, { can }: Abilities) =>
  queryOptions({
    queryKey: ['palette', search, organization] as const,
    staleTime: 10_000,
    queryFn: async ({ signal }): Promise<readonly FoundGroup[]> => {
      const answers = await Promise.allSettled(
        searched
          .filter((outline) => can('view', outline))
          .map(async (outline) => {
            const { rows } = await apiOf(outline.name).list(
              {
                search,
                limit: mostOfEach,
                orderBy: [outline.defaultOrder],
                ...(outline.scope.kind === 'organization' && withinOrganization(organization)),
              },
              { signal },
            )
            const found = (rows as unknown as readonly AnyRow[]).map((row) => foundRow(outline, row))
            return { outline, label: pluralTitle(outline), rows: found }
          }),
      )
      const groups = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
      // One kind that does not answer hides no other; when none does, that is the answer.
      const [first] = answers
      if (!groups.length && first?.status === 'rejected') throw first.reason
      return groups.filter(({ rows }) => rows.length)
    },
  })

function foundRow({ name, key, title }: Outline, row: AnyRow): FoundRow {
  const id = String(row[key])
  const named = { id, title: String(row[title] ?? id) }
  if (name === 'file') {
    return { ...named, hint: formatBytes(row.fileSize as number), kind: row.kind as FileKind }
  }
  return {
    ...named,
    hint: String(hintFields.map((field) => row[field]).find((value) => value) ?? (key === 'id' ? '' : id)),
  }
}

/** What tells namesakes apart. */
const hintFields = ['sku', 'code', 'companyName', 'fileName', 'warehouseName', 'parentName', 'organizationName']
