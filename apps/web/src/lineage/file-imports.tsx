import { useQuery } from '@tanstack/react-query'
import { targetInWords } from '../data-job/target-in-words.ts'
import { When } from '../ui/when.tsx'
import { JobLink } from './job-link.tsx'
import styles from './lineage.module.css'
import { fileImportsQuery } from './lineage-queries.ts'
import { words } from './words.ts'

/** What imports have made of a file, the latest first. Nothing where none has read it. */
export function FileImports({ file }: { file: string }) {
  const { data } = useQuery(fileImportsQuery(file))
  if (!data?.length) return null
  return (
    <section className={styles.section} aria-label={words.made}>
      <h3 className={styles.heading}>{words.made}</h3>
      <ol className={styles.entries}>
        {data.map(({ job, target, created, updated, importedAt }) => (
          <li key={`${job} ${target}`} className={styles.entry}>
            <span>
              {targetInWords(target)}: {told(created, updated)}
            </span>
            <span className={styles.aside}>
              <When at={importedAt} /> · <JobLink id={job} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

const told = (created: number, updated: number): string =>
  [...(created ? [words.newRows(created)] : []), ...(updated ? [words.changedRows(updated)] : [])].join(', ')
