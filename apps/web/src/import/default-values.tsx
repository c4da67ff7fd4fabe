import type { ProposedColumn } from '@groundwork/domain'
import { Select } from '@mantine/core'
import { Section } from '../ui/section.tsx'
import { columnInWords } from './column-words.ts'
import styles from './columns-step.module.css'
import { DefaultInput } from './default-input.tsx'
import { missingColumns } from './import-draft.ts'
import type { PlanStepProps } from './plan-step-props.ts'
import { words } from './words.ts'

type DefaultValuesProps = Pick<PlanStepProps, 'resource' | 'organization' | 'proposal' | 'decided' | 'onChange'>

/** What the file does not say, said once for all new rows. What they need stands there unasked. */
export function DefaultValues({ resource, organization, proposal, decided, onChange }: DefaultValuesProps) {
  const { columns } = proposal
  const { defaults, mode, mapping } = decided
  const missing = missingColumns(proposal, decided)
  const shown = columns.filter(({ name }) => Object.hasOwn(defaults, name) || missing.includes(name))
  const isMapped = new Set(Object.values(mapping))
  const others = columns.filter(
    (column) => canHaveDefault(column) && !shown.includes(column) && !isMapped.has(column.name),
  )
  const change = (name: string, value: string | null) => {
    const { [name]: _, ...rest } = defaults
    onChange({ defaults: value === null ? rest : { ...rest, [name]: value } })
  }
  if (mode === 'update' || (!shown.length && !others.length)) return null
  const hint = missing.length ? (mode === 'insert' ? words.missingHint : words.missingSoft) : undefined
  return (
    <Section title={words.missingTitle} {...(hint && { hint })}>
      <div className={styles.defaults}>
        {shown.map((column) => (
          <DefaultInput
            key={column.name}
            column={column}
            resource={resource}
            organization={organization}
            value={Object.hasOwn(defaults, column.name) ? String(defaults[column.name]) : null}
            onChange={(value) => change(column.name, value)}
          />
        ))}
        {others.length > 0 && (
          <Select
            aria-label={words.addDefault}
            placeholder={words.addDefault}
            data={others.map((column) => ({ value: column.name, label: columnInWords(column) }))}
            value={null}
            searchable
            onChange={(name) => name !== null && change(name, '')}
          />
        )}
      </div>
    </Section>
  )
}

const canHaveDefault = ({ isKey, isOpen }: ProposedColumn) => !isKey && isOpen
