import type { Filter, ResourceName } from '@groundwork/domain'
import { Combobox, Skeleton, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type Icon, IconCheck } from '@tabler/icons-react'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { apiOf } from '../api/rows.ts'
import type { AnyRow } from '../resource/record-types.ts'
import styles from './row-picker.module.css'
import { words } from './words.ts'

/** Which rows are offered, and how each is told from the others. */
export interface Offered {
  readonly resource: ResourceName
  /** The field that is the key, the one that is read, and one that tells namesakes apart. */
  readonly keyField: string
  readonly titleField: string
  readonly hintField?: string
  readonly filter?: Filter
  readonly organizations?: readonly string[]
}

interface RowPickerProps {
  readonly offered: Offered
  readonly label: string
  readonly value: string | null
  readonly isOffered?: ((key: string) => boolean) | undefined
  /** Offered above the others, standing for none of them. */
  readonly none?: { readonly label: string; readonly icon: Icon }
  readonly onPick: (key: string | null) => void
  /** The button it opens from, given what opens it. */
  readonly children: (toggle: () => void) => ReactElement
}

const choicesOf = ({ resource, titleField, filter, organizations }: Offered, search: string) =>
  queryOptions({
    queryKey: [resource, 'choices', search, filter, organizations] as const,
    queryFn: ({ signal }) =>
      apiOf(resource).list(
        {
          limit: 50,
          orderBy: [titleField],
          ...(search && { search }),
          ...(filter && { filter }),
          ...(organizations && { organizations }),
        },
        { signal },
      ),
    select: ({ rows, nextCursor }) => ({ rows: rows as unknown as readonly AnyRow[], hasMore: nextCursor !== null }),
  })

/** Finds a row by name, however many there are. */
export function RowPicker({ offered, label, value, isOffered = () => true, none, onPick, children }: RowPickerProps) {
  const [search, setSearch] = useState('')
  const [debounced] = useDebouncedValue(search.trim(), 150)
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      combobox.focusTarget()
      setSearch('')
    },
  })
  const { data, isPending, isPlaceholderData } = useQuery({
    ...choicesOf(offered, debounced),
    enabled: combobox.dropdownOpened,
    placeholderData: keepPreviousData,
  })
  const NoneIcon = none?.icon
  const rows = data?.rows.filter((row) => isOffered(String(row[offered.keyField]))) ?? []

  return (
    <Combobox
      store={combobox}
      width={288}
      position="bottom-start"
      shadow="md"
      onOptionSubmit={(picked) => {
        combobox.closeDropdown()
        onPick(picked || null)
      }}
    >
      <Combobox.Target targetType="button">{children(() => combobox.toggleDropdown())}</Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            combobox.updateSelectedOptionIndex()
          }}
          placeholder={label}
          aria-label={label}
        />
        <Combobox.Options
          mah={320}
          className={styles.options}
          // What is listed does not answer what is typed yet.
          aria-busy={isPending || isPlaceholderData || search.trim() !== debounced}
        >
          {none && NoneIcon && !debounced && (
            <Combobox.Option value="" active={value === null} className={styles.option}>
              <NoneIcon size={16} className={styles.icon} aria-hidden />
              <span className={styles.name}>{none.label}</span>
              {value === null && <IconCheck size={16} aria-hidden />}
            </Combobox.Option>
          )}
          {rows.map((row) => {
            const key = String(row[offered.keyField])
            return (
              <Combobox.Option key={key} value={key} active={key === value} className={styles.option}>
                <span className={styles.name}>
                  {String(row[offered.titleField])}{' '}
                  {offered.hintField && <span className={styles.hint}>{String(row[offered.hintField] ?? '')}</span>}
                </span>
                {key === value && <IconCheck size={16} aria-hidden />}
              </Combobox.Option>
            )
          })}
          {isPending && <Skeleton height={28} />}
          {data && !rows.length && <Combobox.Empty>{words.noneFound}</Combobox.Empty>}
          {data?.hasMore && <p className={styles.more}>{words.typeToNarrow}</p>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
