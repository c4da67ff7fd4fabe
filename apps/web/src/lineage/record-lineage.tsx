import type { LineageEntry } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import facts from '../record/record-facts.module.css'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { When } from '../ui/when.tsx'
import { FileLink } from './file-link.tsx'
import { JobLink } from './job-link.tsx'
import styles from './lineage.module.css'
import { lineageQuery } from './lineage-queries.ts'
import { words } from './words.ts'

const fewEntries = 3

/** From which row of which file a record comes, by which import, when. Nothing where no file brought it. */
export function RecordLineage({ resource, row }: { resource: NamedResource; row: AnyRow }) {
  const [isWhole, setIsWhole] = useState(false)
  const { data } = useQuery({
    ...lineageQuery(resource.name, { id: String(row[resource.key]), version: row.version }),
    enabled: resource.importable === true,
  })
  if (!data?.length) return null
  const shown = isWhole ? data : data.slice(0, fewEntries)
  return (
    <section className={facts.facts} aria-label={words.from}>
      <h3 className={facts.heading}>{words.from}</h3>
      <ol className={styles.entries}>
        {shown.map((entry) => (
          <Entry key={`${entry.job} ${entry.sheet} ${entry.row}`} entry={entry} />
        ))}
      </ol>
      {shown.length < data.length && (
        <Button size="compact-sm" variant="subtle" onClick={() => setIsWhole(true)}>
          {words.all(data.length)}
        </Button>
      )}
    </section>
  )
}

function Entry({ entry: { job, file, sheet, row, action, importedAt } }: { entry: LineageEntry }) {
  return (
    <li className={styles.entry}>
      <span>
        <span className="tabular">{words.row(row)}</span> {words.of} <FileLink id={file} />
        {sheet && `, ${words.sheet(sheet)}`}
      </span>
      <span className={styles.aside}>
        {words[action]} <When at={importedAt} /> · <JobLink id={job} />
      </span>
    </li>
  )
}
