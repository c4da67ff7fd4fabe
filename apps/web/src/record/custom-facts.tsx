import { useQuery } from '@tanstack/react-query'
import { definitionsQuery } from '../custom-field/definitions.ts'
import { CustomValue } from '../resource/custom-value.tsx'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import styles from './record-facts.module.css'

/** The values of the organization's own fields, each by what it is called; who may not read that sees its key. */
export function CustomFacts({ resource, row }: { resource: NamedResource; row: AnyRow }) {
  const organization = typeof row.organization === 'string' ? row.organization : undefined
  const { data = [] } = useQuery({
    ...definitionsQuery(resource.name, organization),
    enabled: organization !== undefined,
    retry: false,
  })
  return Object.entries((row.customFields ?? {}) as AnyRow).map(([key, value]) => {
    const definition = data.find((one) => one.key === key)
    return (
      <div key={key} className={styles.fact}>
        <dt>{definition?.label ?? key}</dt>
        <dd>
          <CustomValue value={value} definition={definition} />
        </dd>
      </div>
    )
  })
}
