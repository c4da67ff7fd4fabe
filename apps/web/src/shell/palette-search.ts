import type { FileKind } from '@groundwork/domain'
import { queryOptions } from '@tanstack/react-query'
import { apiOf } from '../api/rows.ts'
import { withinOrganization } from '../organization/organization-queries.ts'
import { type Abilities, governed } from '../session/abilities.ts'
import { formatBytes } from '../ui/format.ts'
import { words } from './words.ts'

export interface FoundGroup {
  readonly label: string
  readonly rows: readonly FoundRow[]
}

interface FoundRow {
  readonly id: string
  readonly title: string
  readonly hint: string
  readonly kind?: FileKind
  readonly to: '/files' | '/products'
}

/** The first few records of each kind that bear these words, of those the person may see. */
export const paletteSearch = (search: string, organization: string | undefined, { can }: Abilities) =>
  queryOptions({
    queryKey: ['palette', search, organization] as const,
    staleTime: 10_000,
    queryFn: async ({ signal }): Promise<FoundGroup[]> => {
      const input = { search, limit: 6, ...withinOrganization(organization) }
      const [files, products] = await Promise.all([
        can('view', governed.file) ? apiOf('file').list(input, { signal }) : null,
        can('view', governed.product) ? apiOf('product').list(input, { signal }) : null,
      ])
      const groups: FoundGroup[] = [
        {
          label: words.files,
          rows: (files?.rows ?? []).map(({ id, originalFilename, fileSize, kind }) => ({
            id,
            title: originalFilename,
            hint: formatBytes(fileSize),
            kind,
            to: '/files',
          })),
        },
        {
          label: words.products,
          rows: (products?.rows ?? []).map(({ id, name, sku }) => ({ id, title: name, hint: sku, to: '/products' })),
        },
      ]
      return groups.filter(({ rows }) => rows.length)
    },
  })
