import type { ImportSessionRow } from '@groundwork/domain'
import { Skeleton } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { rowQuery } from '../api/rows.ts'
import { FileLine } from '../record/file-line.tsx'
import lines from '../record/files-tab.module.css'
import styles from './session.module.css'
import { words } from './words.ts'

/** The two files it was made from, and those it has written. One that is gone, or that is not the reader's to see, is left out. */
export function SessionFiles({ session }: { session: ImportSessionRow }) {
  const files = [
    { part: words.statFile, id: session.statFile },
    { part: words.recapFile, id: session.recapFile },
    { part: words.errorFile, id: session.errorFile },
    { part: words.logFile, id: session.logFile },
  ].flatMap(({ part, id }) => (id ? [{ part, id }] : []))
  const answers = useQueries({ queries: files.map(({ id }) => ({ ...rowQuery('file', id), retry: false })) })
  const shown = files.flatMap(({ part }, place) => {
    const file = answers[place]?.data
    return file ? [{ part, file }] : []
  })
  return (
    <section aria-label={words.files}>
      <h3 className={styles.heading}>{words.files}</h3>
      {answers.some(({ isPending }) => isPending) && !shown.length && <Skeleton height={96} />}
      {answers.every(({ isPending }) => !isPending) && !shown.length && (
        <p className={styles.soft}>{words.filesNone}</p>
      )}
      {shown.length > 0 && (
        <ul className={lines.rows}>
          {shown.map(({ part, file }) => (
            <FileLine key={file.id} file={file} part={part} />
          ))}
        </ul>
      )}
    </section>
  )
}
