import type { JsonObject } from '@groundwork/domain'
import { Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type FormEvent, Fragment, useState } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './custom-fields-editor.module.css'
import { words } from './words.ts'

interface CustomFieldsEditorProps {
  /** Over the fields; without it, what they mostly are. */
  readonly label?: string
  readonly fields: JsonObject
  readonly mayChange: boolean
  readonly onChange: (fields: JsonObject) => void
}

/** Fields of the organization's own making. Text here; a value of another kind is shown as it is and kept. */
export function CustomFieldsEditor({
  label = words.customFields,
  fields,
  mayChange,
  onChange,
}: CustomFieldsEditorProps) {
  const [isAdding, setIsAdding] = useState(false)
  const entries = Object.entries(fields)

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const name = String(given.get('name')).trim()
    if (!name) return
    onChange({ ...fields, [name]: String(given.get('value')).trim() })
    setIsAdding(false)
  }

  return (
    <section>
      <h3 className={styles.heading}>{label}</h3>
      {entries.length === 0 && !isAdding && <p>{words.noFields}</p>}
      <dl className={styles.fields}>
        {entries.map(([name, value]) => (
          <Fragment key={name}>
            <dt className={styles.fieldName}>{name}</dt>
            <dd className={mayChange ? undefined : styles.fieldValue}>
              {typeof value === 'string' ? value : JSON.stringify(value)}
            </dd>
            {mayChange && (
              <dd>
                <IconButton
                  label={words.removeField(name)}
                  size={24}
                  onClick={() => onChange(Object.fromEntries(entries.filter(([other]) => other !== name)))}
                >
                  <IconX size={14} />
                </IconButton>
              </dd>
            )}
          </Fragment>
        ))}
      </dl>
      {isAdding && (
        <form className={styles.fields} onSubmit={add}>
          <TextInput name="name" aria-label={words.fieldName} placeholder={words.fieldName} maxLength={100} autoFocus />
          <TextInput name="value" aria-label={words.fieldValue} placeholder={words.fieldValue} />
          <IconButton label={words.addField} type="submit" size={32}>
            <IconPlus size={16} />
          </IconButton>
        </form>
      )}
      {mayChange && !isAdding && (
        <Button
          size="compact-sm"
          variant="subtle"
          ml={-8}
          leftSection={<IconPlus size={14} />}
          onClick={() => setIsAdding(true)}
        >
          {words.addField}
        </Button>
      )}
    </section>
  )
}
