import type { Field } from '@groundwork/domain'
import { Button, Radio, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useEffect, useId, useRef } from 'react'
import { errorsWithin, type FormErrors } from '../resource/form-errors.ts'
import type { AnyRow } from '../resource/record-types.ts'
import { spell } from '../resource/words.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { AddressInput, emptyAddress } from './address-input.tsx'
import styles from './item-list.module.css'
import { memberKind } from './member-kind.ts'
import { withItem, withoutItem, withPrimary } from './primary-item.ts'
import { words } from './words.ts'

interface ItemListProps {
  readonly name: string
  readonly members: NonNullable<Field['members']>
  readonly items: readonly AnyRow[]
  readonly error: string | undefined
  readonly errors: FormErrors
  readonly onChange: (items: readonly AnyRow[], at?: string) => void
}

/** The ways to reach somebody, and other short lists that belong to a record: added, changed and removed in place. */
export function ItemList({ name, members, items, error, errors, onChange }: ItemListProps) {
  const group = useId()
  const list = useRef<HTMLUListElement>(null)
  const isAdding = useRef(false)
  const shown = Object.keys(members).filter((member) => member !== 'id' && member !== 'isPrimary')
  const hasPrimary = 'isPrimary' in members
  const isTall = shown.some((member) => memberKind(members[member]).kind === 'address')

  useEffect(() => {
    if (!isAdding.current) return
    isAdding.current = false
    list.current?.querySelector<HTMLElement>(':scope > li:last-child input')?.focus()
  })

  function change(place: number, member: string, value: unknown, below?: string): void {
    const next = items.map((item, index) => (index === place ? { ...item, [member]: value } : item))
    onChange(next, [place, member, below].filter((step) => step !== undefined).join('.'))
  }

  function add(): void {
    isAdding.current = true
    onChange(withItem(items, newItem(members), hasPrimary), String(items.length))
  }

  return (
    <div>
      {error && <p className={styles.error}>{error}</p>}
      {items.length > 0 && (
        <ul ref={list} className={styles.list}>
          {items.map((item, place) => (
            // A new item has no id yet, and items are never reordered.
            <li key={String(item.id ?? `new-${place}`)} className={styles.item} data-tall={isTall || undefined}>
              <div className={styles.members}>
                {shown.map((member) => {
                  const kind = memberKind(members[member])
                  const label = words.numbered(spell(member), place + 1)
                  const fault = errors[`${place}.${member}`]
                  if (kind.kind === 'address') {
                    return (
                      <div key={member} className={styles.whole}>
                        <AddressInput
                          label={label}
                          value={(item[member] ?? null) as AnyRow | null}
                          error={fault}
                          errors={errorsWithin(errors, `${place}.${member}`)}
                          isOptional={false}
                          onChange={(value, at) => change(place, member, value, at)}
                        />
                      </div>
                    )
                  }
                  if (kind.kind === 'choice') {
                    return (
                      <Select
                        key={member}
                        className={styles.type ?? ''}
                        aria-label={label}
                        data={kind.choices.map((choice) => ({ value: choice, label: spell(choice) }))}
                        value={typeof item[member] === 'string' ? item[member] : (kind.choices[0] ?? null)}
                        error={fault}
                        allowDeselect={false}
                        onChange={(value) => change(place, member, value)}
                      />
                    )
                  }
                  return (
                    <TextInput
                      key={member}
                      className={styles.value ?? ''}
                      aria-label={label}
                      placeholder={words.placeholder(member)}
                      inputMode={member === 'email' ? 'email' : member === 'phoneNumber' ? 'tel' : undefined}
                      value={String(item[member] ?? '')}
                      error={fault}
                      onChange={({ currentTarget }) => change(place, member, currentTarget.value)}
                    />
                  )
                })}
              </div>
              {hasPrimary && (
                <Radio
                  name={group}
                  size="xs"
                  className={styles.primary ?? ''}
                  label={words.primary}
                  aria-label={words.makePrimary(name, place + 1)}
                  checked={item.isPrimary === true}
                  onChange={() => onChange(withPrimary(items, place), `${place}.isPrimary`)}
                />
              )}
              <IconButton
                label={words.remove(name, place + 1)}
                className={styles.remove}
                onClick={() => onChange(withoutItem(items, place))}
              >
                <IconX size={16} />
              </IconButton>
              {errors[`${place}.isPrimary`] && <p className={styles.error}>{errors[`${place}.isPrimary`]}</p>}
            </li>
          ))}
        </ul>
      )}
      <Button size="compact-sm" variant="subtle" ml={-8} leftSection={<IconPlus size={14} />} onClick={add}>
        {words.add(name)}
      </Button>
    </div>
  )
}

/** What a member starts with: nothing typed yet, the first of the choices. */
function newItem(members: NonNullable<Field['members']>): AnyRow {
  const entries = Object.entries(members)
    .filter(([member]) => member !== 'id' && member !== 'isPrimary')
    .map(([member, schema]): [string, unknown] => {
      const kind = memberKind(schema)
      if (kind.kind === 'choice') return [member, kind.choices[0]]
      return [member, kind.kind === 'address' ? emptyAddress : '']
    })
  return Object.fromEntries(entries)
}
