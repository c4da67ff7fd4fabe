import { type Grant, type GrantSubject, grantSubjects } from '@groundwork/domain'
import { spell } from '../resource/words.ts'
import { MatrixCell } from './matrix-cell.tsx'
import styles from './permission-matrix.module.css'
import { actionLabel, words } from './words.ts'

interface PermissionMatrixProps {
  readonly grants: readonly Grant[]
  readonly mayChange: boolean
  /** Places in the list of grants that the server has refused. */
  readonly wrong: ReadonlySet<number>
  readonly onChange: (grants: Grant[]) => void
}

const common = ['view', 'add', 'change', 'delete', 'restore', 'export', 'import'] as const
const anything: GrantSubject = { name: '*', label: words.anything, actions: [...common] }

/** Every subject crossed with every action it knows. */
export function PermissionMatrix({ grants, mayChange, wrong, onChange }: PermissionMatrixProps) {
  const wrongGrants = new Set(grants.filter((_, index) => wrong.has(index)))
  const cell = (subject: GrantSubject, action: string, isNamed = false) => (
    <MatrixCell
      key={action}
      grants={grants}
      subject={subject}
      action={action}
      isNamed={isNamed}
      mayChange={mayChange}
      wrong={wrongGrants}
      onChange={onChange}
    />
  )
  return (
    <div className={styles.scroller}>
      <table className={styles.table} aria-label={words.matrix}>
        <thead>
          <tr>
            <th scope="col">{words.subject}</th>
            {['*', ...common].map((action) => (
              <th key={action} scope="col">
                {actionLabel(action)}
              </th>
            ))}
            <th scope="col">{words.other}</th>
          </tr>
        </thead>
        <tbody>
          {[anything, ...grantSubjects()].map((subject) => (
            <tr key={subject.name}>
              <th scope="row">{subject.name === '*' ? subject.label : spell(subject.label)}</th>
              {['*', ...common].map((action) => (
                <td key={action}>{(action === '*' || subject.actions.includes(action)) && cell(subject, action)}</td>
              ))}
              <td className={styles.more}>
                {subject.actions.filter((action) => !isCommon(action)).map((action) => cell(subject, action, true))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const isCommon = (action: string) => (common as readonly string[]).includes(action)
