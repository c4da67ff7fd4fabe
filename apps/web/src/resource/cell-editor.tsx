import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { TagsField } from '../ui/tags-field.tsx'
import styles from './cell-editor.module.css'
import { type EditableField, typedValue } from './editable-field.ts'
import type { AnyRow } from './record-types.ts'
import { keyOfRow, referenceChoices, titleOf } from './references.ts'
import { statusesQuery } from './statuses.ts'
import { tagsOf } from './tag-colors.ts'
import { spell, words } from './words.ts'

/** Where to go once the value is taken: stay on the cell, or to the next or previous one. */
export type Step = -1 | 0 | 1

export interface CellEditorProps {
  readonly field: EditableField
  readonly row: AnyRow
  /** What a referenced row is called, as the list shows it. */
  readonly shownAs: string | undefined
  readonly onSave: (value: unknown, step: Step, shownAs?: string) => void
  readonly onCancel: () => void
}

/** A value being changed where it stands: Enter and Tab take it, Escape leaves it as it was. */
export function CellEditor(props: CellEditorProps) {
  const { field, row, onSave, onCancel } = props
  const value = field.read(row)
  switch (field.kind) {
    case 'status':
      return <StatusCell {...props} />
    case 'reference':
      return <ReferenceCell {...props} />
    case 'choice':
      return (
        <ListCell
          label={field.label}
          data={field.choices ?? []}
          value={typeof value === 'string' ? value : null}
          isNullable={field.isNullable}
          onPick={(chosen) => onSave(chosen, 0)}
          onCancel={onCancel}
        />
      )
    case 'words':
    case 'many':
      return <WordsCell {...props} />
    default:
      return <TextCell {...props} />
  }
}

function TextCell({ field, row, onSave, onCancel }: CellEditorProps) {
  const before = field.read(row)
  const first = before === null || before === undefined ? '' : String(before)
  const isOver = useRef(false)
  const end = (finish: () => void) => {
    if (isOver.current) return
    isOver.current = true
    finish()
  }
  const save = (input: HTMLInputElement, step: Step) => end(() => onSave(typedValue(field, input.value), step))
  return (
    <TextInput
      aria-label={field.label}
      classNames={{ input: styles.input ?? '' }}
      type={field.kind === 'date' ? 'date' : 'text'}
      inputMode={field.kind === 'text' ? 'text' : 'decimal'}
      defaultValue={first}
      autoFocus
      onFocus={({ currentTarget }) => field.kind !== 'date' && currentTarget.select()}
      onBlur={({ currentTarget }) => save(currentTarget, 0)}
      onKeyDown={(event) => {
        const { currentTarget, key, nativeEvent } = event
        // Enter and Escape end the composing of a word first.
        if (nativeEvent.isComposing) return
        if (key === 'Escape') end(onCancel)
        else if (key === 'Enter') save(currentTarget, 0)
        else if (key === 'Tab') save(currentTarget, event.shiftKey ? -1 : 1)
        else return
        keep(event)
      }}
    />
  )
}

/** The key has been understood here: neither the list nor the page shall hear of it. */
function keep(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopPropagation()
}

interface ListCellProps {
  readonly label: string
  readonly data: readonly { readonly value: string; readonly label: string }[]
  readonly value: string | null
  readonly isNullable: boolean
  readonly search?: { readonly text: string; readonly onChange: (text: string) => void }
  readonly onPick: (value: string | null) => void
  readonly onCancel: () => void
}

const nobody = ''

function ListCell({ label, data, value, isNullable, search, onPick, onCancel }: ListCellProps) {
  const isOver = useRef(false)
  const end = (finish: () => void) => {
    if (isOver.current) return
    isOver.current = true
    finish()
  }
  return (
    <Select
      aria-label={label}
      classNames={{ input: styles.input ?? '' }}
      data={[...(isNullable ? [{ value: nobody, label: words.none }] : []), ...data]}
      value={value}
      autoFocus
      defaultDropdownOpened
      allowDeselect={false}
      searchable={search !== undefined}
      {...(search && {
        searchValue: search.text,
        onSearchChange: search.onChange,
        // The server has searched already.
        filter: ({ options }) => options,
      })}
      nothingFoundMessage={words.nothingFound}
      maxDropdownHeight={280}
      comboboxProps={{ width: 240, position: 'bottom-start' }}
      onChange={(chosen) => end(() => onPick(chosen === nobody ? null : chosen))}
      onDropdownClose={() => end(onCancel)}
      onBlur={() => end(onCancel)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        end(onCancel)
        keep(event)
      }}
    />
  )
}

function StatusCell({ field, row, onSave, onCancel }: CellEditorProps) {
  const { data } = useQuery(statusesQuery)
  const active = [...(data?.values() ?? [])].filter(({ isActive }) => isActive).map(({ slug }) => slug)
  const slugs = field.choices?.map(({ value }) => value) ?? active
  const value = field.read(row)
  return (
    <ListCell
      label={field.label}
      data={slugs.map((slug) => ({ value: slug, label: data?.get(slug)?.name ?? spell(slug) }))}
      value={typeof value === 'string' ? value : null}
      isNullable={false}
      onPick={(slug) => onSave(slug, 0)}
      onCancel={onCancel}
    />
  )
}

function ReferenceCell({ field, row, shownAs, onSave, onCancel }: CellEditorProps) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 150)
  const resource = field.reference ?? ''
  const value = field.read(row)
  const key = typeof value === 'string' ? value : null
  const organization = typeof row.organization === 'string' ? row.organization : undefined
  const { data } = useQuery({
    ...referenceChoices(resource, asked === shownAs ? '' : asked, { where: field.where, organization }),
    placeholderData: keepPreviousData,
  })
  const found = (data?.rows ?? []).map((one) => ({ value: keyOfRow(resource, one), label: titleOf(resource, one) }))
  const isThere = key === null || found.some((one) => one.value === key)
  return (
    <ListCell
      label={field.label}
      data={isThere ? found : [{ value: key, label: shownAs ?? key }, ...found]}
      value={key}
      isNullable={field.isNullable}
      search={{ text, onChange: setText }}
      onPick={(chosen) => onSave(chosen, 0, found.find((one) => one.value === chosen)?.label)}
      onCancel={onCancel}
    />
  )
}

function WordsCell({ field, row, onSave, onCancel }: CellEditorProps) {
  const before = field.read(row)
  const [chosen, setChosen] = useState<string[]>(Array.isArray(before) ? before.map(String) : [])
  const organization = typeof row.organization === 'string' ? row.organization : ''
  const { data } = useQuery({ ...tagsOf(organization), enabled: field.kind === 'words' && organization !== '' })
  const isOver = useRef(false)
  const end = (finish: () => void) => {
    if (isOver.current) return
    isOver.current = true
    finish()
  }
  const shared = {
    'aria-label': field.label,
    classNames: { input: styles.words ?? '' },
    value: chosen,
    onChange: setChosen,
    autoFocus: true,
    onBlur: () => end(() => onSave(chosen, 0)),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      const { key, currentTarget, nativeEvent } = event
      if (nativeEvent.isComposing) return
      if (key === 'Escape') end(onCancel)
      else if (key === 'Enter' && currentTarget.value === '') end(() => onSave(chosen, 0))
      else return
      keep(event)
    },
  } as const
  return field.kind === 'words' ? (
    <TagsField {...shared} suggestions={[...(data?.keys() ?? [])]} maxTags={50} />
  ) : (
    <MultiSelect {...shared} data={[...(field.choices ?? [])]} hidePickedOptions />
  )
}
