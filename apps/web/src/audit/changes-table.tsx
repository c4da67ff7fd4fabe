import { maskedValue, type Resource, resources } from '@groundwork/domain'
import { Value } from '../resource/value.tsx'
import { spell } from '../resource/words.ts'
import plain from '../ui/plain-table.module.css'
import styles from './changes-table.module.css'
import { words } from './words.ts'

type Changes = Readonly<Record<string, { readonly old?: unknown; readonly new?: unknown }>>

interface ChangesTableProps {
  /** Whose fields these are; without a definition values are shown as they are. */
  readonly resource: string
  readonly changes: Changes
}

/** Field by field, what it was and what it became. */
export function ChangesTable({ resource, changes }: ChangesTableProps) {
  const definition = (resources as Readonly<Record<string, Resource>>)[resource]
  const names = Object.keys(changes)
  if (!names.length) return <p className={styles.none}>{words.noChanges}</p>
  return (
    <table className={`${plain.table} ${styles.table}`}>
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{spell(name)}</th>
            <td>
              <Side definition={definition} name={name} value={changes[name]?.old} className={styles.old} />
            </td>
            <td>
              <Side definition={definition} name={name} value={changes[name]?.new} className={styles.new} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface SideProps {
  readonly definition: Resource | undefined
  readonly name: string
  readonly value: unknown
  readonly className: string | undefined
}

function Side({ definition, name, value, className }: SideProps) {
  if (value === null || value === undefined || value === '') return <span className={styles.none}>{words.nothing}</span>
  if (value === maskedValue) return <span className={styles.none}>{words.masked}</span>
  return (
    <span className={className}>
      {definition ? <Value resource={definition} name={name} value={value} /> : asText(value)}
    </span>
  )
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
