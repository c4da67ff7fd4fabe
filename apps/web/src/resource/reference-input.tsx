import { type Field, resourceNamed } from '@groundwork/domain'
import { CloseButton, Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useAbilities } from '../session/abilities.ts'
import { lazyDialog } from '../ui/lazy-dialog.tsx'
import { isMadeInline } from './made-inline.ts'
import type { AnyRow } from './record-types.ts'
import styles from './reference-input.module.css'
import { keyOfRow, referenceChoices, referenceQuery, titleOf } from './references.ts'
import { words } from './words.ts'

/** Fetched when somebody makes a row on the way: its form has such inputs itself. */
const CreateDialog = lazyDialog(() => import('./create-dialog.tsx').then((part) => part.CreateDialog))

interface ReferenceInputProps {
  readonly resource: string
  readonly label: ReactNode
  readonly value: string | null
  readonly isRequired: boolean
  /** Whether it may point nowhere again. */
  readonly isClearable?: boolean
  readonly isFirst: boolean
  readonly error: string | undefined
  readonly description?: string | undefined
  readonly placeholder?: string
  /** What the row must be that it points to. */
  readonly where?: Field['where']
  /** Whose rows may be pointed to. */
  readonly organization?: string | undefined
  /** What the referenced row is called, for those who may not read it. */
  readonly shownAs?: string | undefined
  readonly onChange: (value: string | null) => void
}

/** Stands for what is typed being made first; no key of a row looks like it. */
const makeIt = '\u0000'

/** Finds the row to point to by its name, however many there are, or makes it on the way. */
export function ReferenceInput(props: ReferenceInputProps) {
  const { resource, label, value, isRequired, isFirst, error, description, where, organization, shownAs, onChange } =
    props
  const { isClearable = !isRequired, placeholder = words.choose } = props
  /** What is being typed; null while nothing is, and the chosen row's name is shown. */
  const [typed, setTyped] = useState<string | null>(null)
  const [picked, setPicked] = useState<{ readonly key: string; readonly title: string } | null>(null)
  const [making, setMaking] = useState<string | null>(null)
  const search = typed?.trim() ?? ''
  const [debounced] = useDebouncedValue(search, 150)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { can } = useAbilities()

  const { data: chosen } = useQuery({ ...referenceQuery(resource, value ?? ''), enabled: value !== null, retry: false })
  const chosenTitle = chosen ? titleOf(resource, chosen) : picked?.key === value ? picked?.title : shownAs
  const shown = typed ?? (value === null ? '' : (chosenTitle ?? value))
  const { data, isPending, isPlaceholderData } = useQuery({
    ...referenceChoices(resource, debounced, { where, organization }),
    enabled: combobox.dropdownOpened,
    placeholderData: keepPreviousData,
  })
  /** What is listed does not answer what is typed yet. */
  const isSettling = isPending || isPlaceholderData || search !== debounced
  const rows = (data?.rows ?? []) as readonly AnyRow[]
  const definition = resourceNamed(resource)
  const mayMake = isMadeInline(definition) && can('add', definition, organization)
  const isKnown = rows.some((row) => titleOf(resource, row).toLocaleLowerCase() === search.toLocaleLowerCase())

  function leave(): void {
    setTyped(null)
    combobox.closeDropdown()
  }

  function pick(key: string, title: string): void {
    setPicked({ key, title })
    onChange(key)
    leave()
  }

  return (
    <>
      <Combobox
        store={combobox}
        shadow="md"
        onOptionSubmit={(key) => {
          const row = rows.find((candidate) => keyOfRow(resource, candidate) === key)
          if (row) pick(key, titleOf(resource, row))
          else if (key === makeIt) {
            setMaking(search)
            leave()
          }
        }}
      >
        <Combobox.Target withExpandedAttribute>
          <TextInput
            label={label}
            error={error}
            description={description}
            required={isRequired}
            withAsterisk={false}
            data-autofocus={isFirst || undefined}
            autoComplete="off"
            placeholder={placeholder}
            value={shown}
            onFocus={({ currentTarget }) => currentTarget.select()}
            onClick={() => combobox.openDropdown()}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value)
              combobox.openDropdown()
              combobox.updateSelectedOptionIndex()
            }}
            onBlur={() => {
              // Emptied by hand means none.
              if (typed === '' && isClearable && value !== null) onChange(null)
              leave()
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || !combobox.dropdownOpened) return
              // One Escape closes one thing.
              event.stopPropagation()
              leave()
            }}
            rightSection={
              value !== null && isClearable ? (
                <CloseButton size="sm" tabIndex={-1} aria-label={words.clearChoice} onClick={() => onChange(null)} />
              ) : (
                <IconSelector size={16} className={styles.chevron} aria-hidden />
              )
            }
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options
            mah={280}
            className={styles.options}
            aria-busy={isSettling}
            data-stale={isSettling || undefined}
          >
            {rows.map((row) => {
              const key = keyOfRow(resource, row)
              return (
                <Combobox.Option key={key} value={key} active={key === value} className={styles.option ?? ''}>
                  <span className="truncate">{titleOf(resource, row)}</span>
                  <SecondName row={row} title={definition.title} />
                  {key === value && <IconCheck size={16} aria-hidden className={styles.check} />}
                </Combobox.Option>
              )
            })}
            {data && rows.length === 0 && <Combobox.Empty>{words.nothingFound}</Combobox.Empty>}
            {data?.nextCursor && <p className={styles.more}>{words.typeToNarrow}</p>}
            {mayMake && search !== '' && !isKnown && (
              <Combobox.Option value={makeIt} className={`${styles.option} ${styles.make}`}>
                <IconPlus size={16} aria-hidden />
                <span className="truncate">{words.createNamed(search)}</span>
              </Combobox.Option>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {making !== null && (
        <CreateDialog
          resource={definition}
          initial={{ [definition.title]: making, ...where, ...(organization && { organization }) }}
          onClose={() => setMaking(null)}
          onMade={(row) => {
            setMaking(null)
            pick(keyOfRow(resource, row), titleOf(resource, row))
          }}
        />
      )}
    </>
  )
}

/** A short code that people tell rows apart by. */
function SecondName({ row, title }: { row: AnyRow; title: string }) {
  const name = ['code', 'sku', 'slug', 'username', 'symbol'].find((candidate) => candidate !== title && row[candidate])
  return name ? <span className={styles.second}>{String(row[name])}</span> : null
}
