import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Problem } from '../../ui/problem.tsx'
import type { Compared } from './compare-dialog.tsx'
import { diffLines } from './diff-lines.ts'
import { inHunks } from './in-hunks.ts'
import { versionTextQuery } from './version-queries.ts'
import styles from './versions.module.css'
import { words } from './words.ts'

const signs = { same: '', added: '+', removed: '−' } as const

/** Two texts as one: what went and what came, with a little around each. */
export function TextCompare({ file, older, newer }: Compared) {
  const one = useQuery(versionTextQuery(file.id, older.number))
  const other = useQuery(versionTextQuery(file.id, newer.number))
  const lines = useMemo(
    () => (one.data === undefined || other.data === undefined ? undefined : diffLines(one.data, other.data)),
    [one.data, other.data],
  )
  const error = one.error ?? other.error
  if (error) return <Problem error={error} />
  if (lines === undefined) return <Skeleton height={320} />
  if (lines === null) return <p>{words.tooDifferent}</p>

  const count = (kind: 'added' | 'removed') => lines.filter((line) => line.kind === kind).length
  if (!count('added') && !count('removed')) return <p>{words.noChanges}</p>
  return (
    <>
      <p className={styles.hint}>{words.changes(count('added'), count('removed'))}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={words.compareTitle(older.number, newer.number)}>
        <table className={styles.diff}>
          <tbody>
            {inHunks(lines).map((part, place) =>
              'hidden' in part ? (
                <tr key={place} className={styles.gap}>
                  <td colSpan={4}>{words.unchanged(part.hidden)}</td>
                </tr>
              ) : (
                <tr key={place} data-kind={part.kind}>
                  <td className={styles.number}>{part.before}</td>
                  <td className={styles.number}>{part.after}</td>
                  <td className={styles.sign}>
                    {part.kind !== 'same' && <span title={words[part.kind]}>{signs[part.kind]}</span>}
                  </td>
                  <td>{part.text}</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </section>
    </>
  )
}
