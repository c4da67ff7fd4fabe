import { enteredNames, fieldGroups } from '../resource/field-groups.ts'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { Value } from '../resource/value.tsx'
import { spell } from '../resource/words.ts'
import { CustomFacts } from './custom-facts.tsx'
import styles from './record-facts.module.css'
import { words } from './words.ts'

/** The record for those who may look at it and not change it: as text, not as a form that refuses. */
export function RecordView({ resource, row }: { resource: NamedResource; row: AnyRow }) {
  const groups = fieldGroups(resource, enteredNames(resource, false))
  return (
    <div className={styles.view}>
      <p className={styles.note}>{words.viewOnly}</p>
      <dl className={styles.list}>
        {groups.flatMap(({ names }) =>
          names.map((name) =>
            name === 'customFields' ? (
              <CustomFacts key={name} resource={resource} row={row} />
            ) : (
              <div key={name} className={styles.fact}>
                <dt>{spell(name)}</dt>
                <dd>
                  <Value resource={resource} name={name} value={row[name]} row={row} isWhole />
                </dd>
              </div>
            ),
          ),
        )}
      </dl>
    </div>
  )
}
