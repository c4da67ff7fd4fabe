import type { Operator } from '@groundwork/domain'
import { type ComboboxItem, type ComboboxItemGroup, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './filter-builder.module.css'
import type { FilterField } from './filter-fields.ts'
import type { DraftCondition } from './filter-tree.ts'
import type { Verdict } from './judge-condition.ts'
import { blankFor, ValueInput } from './value-input.tsx'
import { words } from './words.ts'

interface ConditionRowProps {
  readonly condition: DraftCondition
  readonly fields: readonly FilterField[]
  readonly verdict: Verdict
  readonly onChange: (condition: DraftCondition) => void
  readonly onRemove: () => void
}

/** One line: a field, what is asked of it, and the value. */
export function ConditionRow({ condition, fields, verdict, onChange, onRemove }: ConditionRowProps) {
  const known = fields.find(({ path }) => path === condition.field)
  const field = known ?? unknownField(condition)
  const operators = field.operators.includes(condition.op) ? field.operators : [...field.operators, condition.op]
  const setField = (path: string | null) => {
    const next = fields.find((one) => one.path === path)
    const op = next?.operators[0]
    if (next && op) onChange({ field: next.path, op, value: blankFor(next, op, '') })
  }
  const setOperator = (op: string | null) => {
    const next = op as Operator
    onChange({ ...condition, op: next, value: blankFor(field, next, condition.value) })
  }
  const error = verdict.is === 'wrong' ? verdict.why : undefined
  return (
    <div className={styles.condition} data-unfinished={verdict.is === 'unfinished' || undefined}>
      <Select
        className={styles.field}
        aria-label={words.field}
        data={groupsOf(known ? fields : [field, ...fields])}
        value={condition.field}
        onChange={setField}
        allowDeselect={false}
        searchable
        selectFirstOptionOnChange
        nothingFoundMessage={words.nothingFound}
        maxDropdownHeight={320}
        comboboxProps={{ width: 260, position: 'bottom-start' }}
        title={field.label}
      />
      <Select
        className={styles.operator}
        aria-label={words.operator}
        data={operators.map((op) => ({ value: op, label: operatorLabel(field, op) }))}
        value={condition.op}
        onChange={setOperator}
        allowDeselect={false}
        comboboxProps={{ width: 180, position: 'bottom-start' }}
      />
      <div className={styles.value}>
        <ValueInput
          field={field}
          op={condition.op}
          value={condition.value}
          error={error}
          onChange={(value) => onChange({ ...condition, value })}
        />
        {verdict.is === 'unfinished' && <span className={styles.note}>{words.unfinished}</span>}
      </div>
      <IconButton label={words.removeCondition(field.label)} onClick={onRemove}>
        <IconX size={16} />
      </IconButton>
    </div>
  )
}

const operatorLabel = ({ isTime }: FilterField, op: Operator) =>
  (isTime ? words.operatorsOfTime[op] : undefined) ?? words.operators[op]

/** A field that was written in JSON or has lost its definition: it is shown as it is spelt. */
const unknownField = ({ field, op }: DraftCondition): FilterField => ({
  path: field,
  label: field,
  group: words.ownFields,
  kind: 'text',
  operators: [op],
  isTime: false,
})

function groupsOf(fields: readonly FilterField[]): ComboboxItemGroup<ComboboxItem>[] {
  const groups = [...new Set(fields.map(({ group }) => group))]
  return groups.map((group) => ({
    group,
    items: fields.filter((field) => field.group === group).map(({ path, label }) => ({ value: path, label })),
  }))
}
