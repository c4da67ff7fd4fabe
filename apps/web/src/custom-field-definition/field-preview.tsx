import { useState } from 'react'
import { CustomFieldInput } from '../custom-field/custom-field-input.tsx'
import type { Definition } from '../custom-field/definitions.ts'
import styles from './options-input.module.css'
import { words } from './words.ts'

/** The field as a form will show it, to try it before anybody else sees it. */
export function FieldPreview({ definition }: { definition: Definition }) {
  const [value, setValue] = useState<unknown>(definition.options.default)
  if (definition.type === 'reference' && !definition.options.resource) return null
  return (
    <section className={styles.preview} aria-label={words.preview}>
      <h4 className={styles.heading}>{words.preview}</h4>
      <CustomFieldInput
        definition={definition}
        value={value}
        error={undefined}
        organization={definition.organization}
        onChange={setValue}
      />
      <p className={styles.hint}>{words.previewHint}</p>
    </section>
  )
}
