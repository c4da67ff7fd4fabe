import { outlines } from 'virtual:resource-outlines'
import { Link } from '@tanstack/react-router'
import type { Column } from '../grid/column.ts'
import { pluralName } from '../shell/resource-names.ts'
import { formatList, formatNumber } from '../ui/format.ts'
import type { TagRow, TagUse } from './tag-queries.ts'
import styles from './tag-screen.module.css'
import { words } from './words.ts'

/** `12 products and 3 contacts`: the kinds of records that have a tag. */
export const usesInWords = ({ byResource }: TagUse): string =>
  formatList(Object.entries(byResource).map(([name, count]) => `${formatNumber(count)} ${kindOf(name, count)}`))

function kindOf(name: string, count: number): string {
  const outline = outlines.find((known) => known.name === name)
  if (!outline) return name
  return count === 1 ? outline.label : pluralName(outline)
}

export function tagColumns(usage: ReadonlyMap<string, TagUse>, hasOrganizations: boolean): readonly Column<TagRow>[] {
  return [
    {
      key: 'name',
      label: words.name,
      width: 'minmax(144px, 1.5fr)',
      sortBy: 'name',
      render: ({ id, name, color }) => (
        <Link to="." search={(before) => ({ ...before, open: id })} tabIndex={-1} className={styles.tag}>
          <span
            className={styles.swatch}
            style={color ? { background: color, borderColor: color } : undefined}
            aria-hidden
          />
          <span className="truncate">{name}</span>
        </Link>
      ),
    },
    {
      key: 'uses',
      label: words.used,
      width: 'minmax(160px, 2.5fr)',
      from: 420,
      render: ({ id }) => {
        const use = usage.get(id)
        if (!use?.count) return <span className={styles.none}>{use ? words.unused : ''}</span>
        return usesInWords(use)
      },
    },
    {
      key: 'count',
      label: words.total,
      width: '88px',
      isEnd: true,
      render: ({ id }) => {
        const use = usage.get(id)
        return use && <span className="tabular">{formatNumber(use.count)}</span>
      },
    },
    {
      key: 'description',
      label: words.description,
      width: 'minmax(120px, 2fr)',
      from: 720,
      render: ({ description }) => description,
    },
    ...(hasOrganizations
      ? [
          {
            key: 'organizationName',
            label: words.organization,
            width: 'minmax(120px, 1fr)',
            from: 900,
            render: ({ organizationName }: TagRow) => organizationName,
          },
        ]
      : []),
  ]
}
