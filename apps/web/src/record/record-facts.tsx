import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { Value } from '../resource/value.tsx'
import { spell } from '../resource/words.ts'
import styles from './record-facts.module.css'
import { words } from './words.ts'

/** Bookkeeping that nobody reads. */
const unsaid: ReadonlySet<string> = new Set(['id', 'version', 'deletedAt', 'path', 'depth'])

/** What the record is and stays, and who made it what it is: the fields that nobody enters here. */
export function RecordFacts({ resource, row }: { resource: NamedResource; row: AnyRow }) {
  const names = Object.entries(resource.fields)
    .filter(([name, { write }]) => write !== 'always' && !unsaid.has(name))
    .filter(([name]) => row[name] !== null && row[name] !== undefined && row[name] !== '' && name !== resource.title)
    .map(([name]) => name)
  return (
    <section className={styles.facts} aria-label={words.about}>
      <h3 className={styles.heading}>{words.about}</h3>
      <dl className={styles.list}>
        {names.map((name) => (
          <div key={name} className={styles.fact}>
            <dt>{spell(name)}</dt>
            <dd>
              <Value resource={resource} name={name} value={row[name]} row={row} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
