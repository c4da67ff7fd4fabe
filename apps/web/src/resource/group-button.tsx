import { isDrawnGroup } from '@groundwork/domain'
import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconLayoutList, IconX } from '@tabler/icons-react'
import type { Definition } from '../custom-field/definitions.ts'
import { useAbilities } from '../session/abilities.ts'
import pill from '../ui/filter-pill.module.css'
import { groupLabel } from './group-label.ts'
import type { NamedResource } from './record-types.ts'
import { words } from './words.ts'

interface GroupButtonProps {
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  /** The field that is grouped by. */
  readonly group: string | undefined
  readonly onChange: (group: string | undefined) => void
}

/** Chooses by what the rows of a list stand together. Fields that say something else in each row are no choice. */
export function GroupButton({ resource, definitions, group, onChange }: GroupButtonProps) {
  const { readable } = useAbilities()
  const open = typeof readable === 'function' ? readable(resource, '') : readable
  const own = Object.keys(resource.fields).filter(
    (name) =>
      name !== resource.title &&
      name !== 'organization' &&
      !isUnique(resource, name) &&
      isDrawnGroup(resource, name) &&
      (open === 'all' || open.has(name)),
  )
  const custom = definitions.map(({ key }) => `customFields.${key}`).filter((name) => isDrawnGroup(resource, name))
  const names = [...own, ...(open === 'all' || open.has('customFields') ? custom : [])]
  if (!names.length) return null
  const isOn = isDrawnGroup(resource, group)
  return (
    <Menu position="bottom-start" shadow="md">
      <span className={pill.pill} data-main data-on={isOn || undefined}>
        {isOn && (
          <UnstyledButton className={pill.clear} aria-label={words.ungroup} onClick={() => onChange(undefined)}>
            <IconX size={14} aria-hidden />
          </UnstyledButton>
        )}
        <Menu.Target>
          <UnstyledButton className={pill.target}>
            {!isOn && <IconLayoutList size={14} aria-hidden />}
            {isOn ? words.groupedBy(groupLabel(group, definitions)) : words.group}
          </UnstyledButton>
        </Menu.Target>
      </span>
      <Menu.Dropdown aria-label={words.group}>
        {names.map((name) => (
          <Menu.Item
            key={name}
            leftSection={name === group ? <IconCheck size={16} /> : <span style={{ width: 16 }} />}
            aria-current={name === group || undefined}
            onClick={() => onChange(name)}
          >
            {groupLabel(name, definitions)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** By itself it tells every row from all others. */
const isUnique = ({ uniques = [] }: NamedResource, name: string) =>
  uniques.some((fields) => fields.includes(name) && fields.every((field) => field === name || field === 'organization'))
