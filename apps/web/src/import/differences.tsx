import { camelCase, type DataJobRow } from '@groundwork/domain'
import { IconArrowRight } from '@tabler/icons-react'
import type { NamedResource } from '../resource/record-types.ts'
import { Value } from '../resource/value.tsx'
import { Badge } from '../ui/badge.tsx'
import plain from '../ui/plain-table.module.css'
import { nameInWords } from './column-words.ts'
import styles from './differences.module.css'
import { samplesOf } from './samples-of.ts'
import wizard from './wizard.module.css'
import { words } from './words.ts'

interface DifferencesProps {
  readonly job: DataJobRow
  readonly resource: NamedResource
}

/** The first rows that would be added or changed, each cell from what to what. */
export function Differences({ job, resource }: DifferencesProps) {
  const samples = samplesOf(job)
  if (!samples) return <p className={wizard.soft}>{words.samplesHidden}</p>
  if (!samples.length) return <p className={wizard.soft}>{words.noSamples}</p>
  return (
    <div className={styles.root}>
      <p className={wizard.soft}>{words.samplesHint(samples.length)}</p>
      <table className={plain.table} aria-label={words.views.changes}>
        <thead>
          <tr>
            <th scope="col" className={styles.line}>
              {words.line}
            </th>
            <th scope="col">{words.record}</th>
            <th scope="col">{words.changes}</th>
          </tr>
        </thead>
        <tbody>
          {samples.map(({ row, action, title, changes }) => (
            <tr key={row}>
              <td className="tabular">{row}</td>
              <td>
                <span className={styles.record}>
                  <Badge tone={action === 'created' ? 'good' : 'plain'}>{words[action]}</Badge>
                  <span className={styles.title}>{title}</span>
                </span>
              </td>
              <td>
                <ul className={styles.changes}>
                  {changes.map(({ name, old, new: now }) => (
                    <li key={name} className={styles.change}>
                      <span className={styles.name}>{nameInWords(name)}</span>
                      {action === 'updated' && (
                        <>
                          <span className={styles.old}>
                            <Side resource={resource} name={name} value={old} />
                          </span>
                          <IconArrowRight size={14} aria-hidden className={styles.arrow} />
                        </>
                      )}
                      <span className={action === 'updated' ? styles.new : undefined}>
                        <Side resource={resource} name={name} value={now} />
                      </span>
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface SideProps {
  readonly resource: NamedResource
  readonly name: string
  readonly value: unknown
}

function Side({ resource, name, value }: SideProps) {
  if (value === null || value === undefined || value === '') return <span className={styles.none}>{words.nothing}</span>
  const field = camelCase(name)
  if (resource.fields[field]) return <Value resource={resource} name={field} value={value} />
  return typeof value === 'string' ? value : JSON.stringify(value)
}
