import type { JsonObject, JsonValue, ResourceName } from '@groundwork/domain'
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CustomFieldsEditor } from '../resource/custom-fields-editor.tsx'
import type { FormErrors } from '../resource/form-errors.ts'
import layout from '../ui/fields.module.css'
import plain from '../ui/plain-table.module.css'
import { CustomFieldInput } from './custom-field-input.tsx'
import styles from './custom-field-inputs.module.css'
import { definitionsQuery } from './definitions.ts'
import { words } from './words.ts'

interface CustomFieldInputsProps {
  readonly resource: string
  readonly organization: string | undefined
  readonly fields: JsonObject
  /** By key. */
  readonly errors: FormErrors
  readonly onChange: (fields: JsonObject, at?: string) => void
}

/** The organization's own fields, each entered as it was defined. Where nothing is defined, names are free. */
export function CustomFieldInputs({ resource, organization, fields, errors, onChange }: CustomFieldInputsProps) {
  const { data, isPending, isError } = useQuery({
    ...definitionsQuery(resource as ResourceName, organization),
    enabled: organization !== undefined,
    retry: false,
  })
  if (organization && isPending) return <Skeleton height={56} />
  if (isError || !data?.length) {
    return (
      <CustomFieldsEditor fields={fields} error={Object.values(errors)[0]} mayChange isPartOfForm onChange={onChange} />
    )
  }
  const active = data.filter(({ isActive }) => isActive)
  const retired = Object.entries(fields).filter(([key]) => !active.some((definition) => definition.key === key))

  function set(key: string, value: unknown): void {
    const { [key]: _before, ...rest } = fields
    onChange(value === undefined ? rest : { ...rest, [key]: value as JsonValue }, key)
  }

  return (
    <section aria-label={words.heading}>
      <h3 className={layout.heading}>{words.heading}</h3>
      <div className={layout.fields}>
        {active.map((definition) => (
          <CustomFieldInput
            key={definition.key}
            definition={definition}
            value={fields[definition.key]}
            error={errors[definition.key]}
            organization={organization}
            onChange={(value) => set(definition.key, value)}
          />
        ))}
      </div>
      {retired.length > 0 && (
        <>
          <h4 className={styles.retired}>{words.retired}</h4>
          <table className={plain.table}>
            <tbody>
              {retired.map(([key, value]) => (
                <tr key={key}>
                  <th scope="row">{data.find((definition) => definition.key === key)?.label ?? key}</th>
                  <td>{typeof value === 'string' ? value : JSON.stringify(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}
