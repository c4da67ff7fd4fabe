import { Link } from '@tanstack/react-router'
import type { Column } from '../grid/column.ts'
import { Badge } from '../ui/badge.tsx'
import type { Definition } from './definition-queries.ts'
import styles from './definition-screen.module.css'
import { words } from './words.ts'

export function definitionColumns(hasOrganizations: boolean): readonly Column<Definition>[] {
  return [
    {
      key: 'label',
      label: words.label,
      width: 'minmax(144px, 2fr)',
      render: ({ id, label }) => (
        <Link to="." search={(before) => ({ ...before, open: id })} tabIndex={-1} className={styles.open}>
          {label}
        </Link>
      ),
    },
    {
      key: 'key',
      label: words.key,
      width: 'minmax(104px, 1fr)',
      from: 520,
      render: ({ key }) => <span className="mono">{key}</span>,
    },
    { key: 'type', label: words.type, width: '136px', render: ({ type }) => words.types[type] },
    {
      key: 'required',
      label: words.required,
      width: '96px',
      from: 640,
      render: ({ required }) => (required ? words.required : <span className={styles.faint}>{words.optional}</span>),
    },
    {
      key: 'isActive',
      label: words.active,
      width: '144px',
      from: 480,
      render: ({ isActive }) => (
        <Badge tone={isActive ? 'good' : 'warn'}>{isActive ? words.active : words.inactive}</Badge>
      ),
    },
    ...(hasOrganizations
      ? [
          {
            key: 'organizationName',
            label: words.organization,
            width: 'minmax(120px, 1fr)',
            from: 860,
            render: ({ organizationName }: Definition) => organizationName,
          },
        ]
      : []),
  ]
}
