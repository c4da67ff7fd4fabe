import { Button, Select } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { IconButton } from '../ui/icon-button.tsx'
import { ConditionRow } from './condition-row.tsx'
import styles from './filter-builder.module.css'
import type { FilterField } from './filter-fields.ts'
import {
  addAt,
  changeAt,
  type DraftCondition,
  type DraftGroup,
  emptyGroup,
  isGroup,
  type Join,
  type Path,
  removeAt,
  setJoin,
} from './filter-tree.ts'
import type { Verdict } from './judge-condition.ts'
import { words } from './words.ts'

interface GroupBoxProps {
  readonly group: DraftGroup
  readonly path: Path
  readonly root: DraftGroup
  readonly fields: readonly FilterField[]
  readonly verdictOf: (condition: DraftCondition) => Verdict
  readonly onChange: (root: DraftGroup) => void
}

const joins = (Object.keys(words.joins) as Join[]).map((value) => ({ value, label: words.joins[value] }))
/** As deep as the language goes, with room for the `not` of each group. */
const deepest = 2

/** Conditions and groups that are joined in one way. */
export function GroupBox({ group, path, root, fields, verdictOf, onChange }: GroupBoxProps) {
  const [first] = fields
  const addCondition = (at: Path) => {
    const op = first?.operators[0]
    return first && op ? onChange(addAt(root, at, { field: first.path, op, value: '' })) : undefined
  }
  const addGroup = () => {
    const op = first?.operators[0]
    const parts = first && op ? [{ field: first.path, op, value: '' }] : []
    onChange(addAt(root, path, { ...emptyGroup, join: 'any', parts }))
  }
  return (
    <fieldset aria-label={words.joins[group.join]} className={styles.group} data-nested={path.length > 0 || undefined}>
      <div className={styles.groupHead}>
        <Select
          className={styles.join}
          aria-label={words.joinLabel}
          data={joins}
          value={group.join}
          onChange={(join) => onChange(setJoin(root, path, join as Join))}
          allowDeselect={false}
        />
        {path.length > 0 && (
          <IconButton label={words.removeGroup} onClick={() => onChange(removeAt(root, path))}>
            <IconX size={16} />
          </IconButton>
        )}
      </div>
      {group.parts.map((part, place) => {
        const at = [...path, place]
        return isGroup(part) ? (
          <GroupBox
            key={place}
            group={part}
            path={at}
            root={root}
            fields={fields}
            verdictOf={verdictOf}
            onChange={onChange}
          />
        ) : (
          <ConditionRow
            key={place}
            condition={part}
            fields={fields}
            verdict={verdictOf(part)}
            onChange={(next) => onChange(changeAt(root, at, () => next))}
            onRemove={() => onChange(removeAt(root, at))}
          />
        )
      })}
      <div className={styles.adders}>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => addCondition(path)}
        >
          {words.addCondition}
        </Button>
        {path.length < deepest && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={14} />}
            onClick={addGroup}
          >
            {words.addGroup}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
