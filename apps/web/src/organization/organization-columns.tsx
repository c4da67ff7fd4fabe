import { Organization } from '@groundwork/domain'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { Column } from '../grid/column.ts'
import { Value } from '../resource/value.tsx'
import styles from './organization-columns.module.css'
import type { OrganizationRow } from './organization-queries.ts'
import type { TreeLine } from './organization-tree.ts'
import { words } from './words.ts'

type Line = TreeLine<OrganizationRow>

interface ColumnOptions {
  readonly isTree: boolean
  readonly folded: ReadonlySet<string>
  readonly onFold: (line: Line, isFolded: boolean) => void
}

export function organizationColumns({ isTree, folded, onFold }: ColumnOptions): readonly Column<Line>[] {
  return [
    {
      key: 'name',
      label: words.name,
      width: 'minmax(180px, 3fr)',
      render: (line) => {
        const isFolded = folded.has(line.node.id)
        return (
          <span className={styles.name} style={{ paddingLeft: (line.level - 1) * 20 }}>
            {isTree && line.hasChildren ? (
              <button
                type="button"
                tabIndex={-1}
                className={styles.fold}
                aria-label={isFolded ? words.unfold(line.node.name) : words.fold(line.node.name)}
                onClick={() => onFold(line, !isFolded)}
              >
                {isFolded ? <IconChevronRight size={16} aria-hidden /> : <IconChevronDown size={16} aria-hidden />}
              </button>
            ) : (
              isTree && <span className={styles.fold} />
            )}
            <span className="truncate">{line.node.name}</span>
          </span>
        )
      },
    },
    {
      key: 'code',
      label: words.code,
      width: 'minmax(88px, 1fr)',
      from: 420,
      render: ({ node }) => <span className="mono">{node.code}</span>,
    },
    {
      key: 'type',
      label: words.type,
      width: 'minmax(96px, 1fr)',
      from: 620,
      render: ({ node }) => node.organizationTypeName ?? node.organizationType,
    },
    {
      key: 'status',
      label: words.status,
      width: '112px',
      from: 520,
      render: ({ node }) => <Value resource={Organization} name="status" value={node.status} />,
    },
  ]
}
