import type { ComponentType } from 'react'
import layout from '../ui/fields.module.css'
import { type FieldGroup, isShort, isWide } from './field-groups.ts'
import { FieldInput, type FieldInputProps } from './field-input.tsx'
import { errorOf, errorsWithin, type FormErrors } from './form-errors.ts'
import styles from './record-form.module.css'
import type { AnyRow, NamedResource } from './record-types.ts'
import { spell, words } from './words.ts'

export type InputOverrides = Readonly<Record<string, ComponentType<FieldInputProps>>>

interface FormGroupProps {
  readonly resource: NamedResource
  readonly group: FieldGroup
  readonly values: AnyRow
  readonly errors: FormErrors
  /** The first field of all takes the focus. */
  readonly isFirst: boolean
  readonly inputs: InputOverrides | undefined
  readonly onChange: (name: string, value: unknown, at?: string) => void
}

/** Fields that belong together, under their heading. */
export function FormGroup({ resource, group, values, errors, isFirst, inputs, onChange }: FormGroupProps) {
  const heading = headingOf(group, resource)
  return (
    <section className={styles.group} aria-label={heading}>
      {heading && <h3 className={layout.heading}>{heading}</h3>}
      <div className={group.key === 'switches' ? styles.switches : styles.fields}>
        {group.names.map((name, place) => {
          const field = resource.fields[name]
          if (!field) return null
          const Input = inputs?.[name] ?? FieldInput
          const isStructured = field.kind === 'items' || field.kind === 'json'
          return (
            <div
              key={name}
              data-width={isStructured || isWide(name, field) ? 'whole' : isShort(field) ? 'half' : undefined}
            >
              <Input
                name={name}
                field={field}
                resource={resource}
                row={values}
                value={values[name]}
                error={isStructured ? errors[name] : errorOf(errors, name)}
                errors={errorsWithin(errors, name)}
                isFirst={isFirst && place === 0}
                onChange={(value, at) => onChange(name, value, at)}
              />
            </div>
          )
        })}
      </div>
    </section>
  )
}

function headingOf({ key }: FieldGroup, { fields }: NamedResource): string | undefined {
  if (key === 'main') return undefined
  if (key === 'switches') return words.options
  return fields[key]?.kind === 'items' || fields[key]?.members ? spell(key) : undefined
}
