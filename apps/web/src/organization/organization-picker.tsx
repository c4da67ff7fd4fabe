import { Combobox, Skeleton, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBuildings, IconCheck } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import styles from './organization-picker.module.css'
import { organizationChoices } from './organization-queries.ts'
import { words } from './words.ts'

interface OrganizationPickerProps {
  readonly value: string | null
  /** Offered above the others, standing for no organization at all. */
  readonly noneLabel?: string
  readonly isOffered?: (id: string) => boolean
  readonly onPick: (id: string | null) => void
  /** The button it opens from, given what opens it. */
  readonly children: (toggle: () => void) => ReactElement
}

/** Finds an organization by name, however many there are. */
export function OrganizationPicker({
  value,
  noneLabel,
  isOffered = () => true,
  onPick,
  children,
}: OrganizationPickerProps) {
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
  const { data, isPending } = useQuery({
    ...organizationChoices(debounced),
    enabled: combobox.dropdownOpened,
    placeholderData: keepPreviousData,
  })
  const offered = data?.rows.filter(({ id }) => isOffered(id)) ?? []

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
          placeholder={words.find}
          aria-label={words.find}
        />
        <Combobox.Options mah={320} className={styles.options}>
          {noneLabel && !debounced && (
            <Combobox.Option value="" active={value === null} className={styles.option}>
              <IconBuildings size={16} className={styles.icon} aria-hidden />
              <span className={styles.name}>{noneLabel}</span>
              {value === null && <IconCheck size={16} aria-hidden />}
            </Combobox.Option>
          )}
          {offered.map(({ id, name, code }) => (
            <Combobox.Option key={id} value={id} active={id === value} className={styles.option}>
              <span className={styles.name}>
                {name} <span className={styles.code}>{code}</span>
              </span>
              {id === value && <IconCheck size={16} aria-hidden />}
            </Combobox.Option>
          ))}
          {isPending && <Skeleton height={28} />}
          {data && !offered.length && <Combobox.Empty>{words.noneFound}</Combobox.Empty>}
          {data?.hasMore && <p className={styles.more}>{words.typeToNarrow}</p>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
