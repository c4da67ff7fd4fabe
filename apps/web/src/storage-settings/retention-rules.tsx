import { accountingDays, type RetentionRule, storageSystemNames, storageSystems } from '@groundwork/domain'
import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './storage-settings.module.css'
import { words } from './words.ts'

interface RetentionRulesProps {
  readonly rules: readonly RetentionRule[]
  readonly isReadOnly: boolean
  readonly onChange: (rules: RetentionRule[]) => void
}

/** For how long the bytes of which objects stay. */
export function RetentionRules({ rules, isReadOnly, onChange }: RetentionRulesProps) {
  const change = (place: number, values: Partial<RetentionRule>) =>
    onChange(rules.map((rule, at) => (at === place ? { ...rule, ...values } : rule)))
  return (
    <div className={styles.rules}>
      {rules.map(({ system, objectType, days }, place) => (
        <div key={place} className={styles.rule}>
          <NativeSelect
            label={words.system}
            value={system}
            disabled={isReadOnly}
            data={storageSystemNames.map((value) => ({ value, label: words.systems[value] }))}
            onChange={({ currentTarget }) => {
              const chosen = storageSystemNames.find((name) => name === currentTarget.value)
              if (chosen) change(place, { system: chosen, objectType: null })
            }}
          />
          <NativeSelect
            label={words.objectType}
            value={objectType ?? ''}
            disabled={isReadOnly}
            data={[{ value: '', label: words.anyType }, ...storageSystems[system]]}
            onChange={({ currentTarget }) => change(place, { objectType: currentTarget.value || null })}
          />
          <NumberInput
            label={words.days}
            min={0}
            max={36_500}
            allowDecimal={false}
            value={days}
            disabled={isReadOnly}
            onChange={(next) => change(place, { days: Number(next) })}
          />
          {!isReadOnly && (
            <IconButton
              label={words.removeRule}
              size={32}
              onClick={() => onChange(rules.filter((_, at) => at !== place))}
            >
              <IconTrash size={16} />
            </IconButton>
          )}
        </div>
      ))}
      {!isReadOnly && (
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            onClick={() => onChange([...rules, { system: 'accounting', objectType: null, days: accountingDays }])}
          >
            {words.addRule}
          </Button>
        </div>
      )}
    </div>
  )
}
