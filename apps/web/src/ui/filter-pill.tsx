import { Popover, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import styles from './filter-pill.module.css'
import { words } from './words.ts'

interface FilterPillProps {
  readonly label: string
  /** What is chosen, in words; nothing when the filter is off. */
  readonly value: string | undefined
  readonly onClear: () => void
  /** The panel, given how to close it. */
  readonly children: (close: () => void) => ReactNode
}

/** One filter: dashed while it is off, solid with its value when it is on. Its panel opens below. */
export function FilterPill({ label, value, onClear, children }: FilterPillProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <span className={styles.pill} data-on={value !== undefined || undefined}>
      {value !== undefined && (
        <UnstyledButton className={styles.clear} aria-label={words.clearFilter(label)} onClick={onClear}>
          <IconX size={14} aria-hidden />
        </UnstyledButton>
      )}
      <Popover
        opened={isOpen}
        onChange={setIsOpen}
        position="bottom-start"
        trapFocus
        returnFocus
        width={248}
        middlewares={{ flip: true, shift: true, size: { apply: withinRoom } }}
      >
        <Popover.Target>
          <UnstyledButton className={styles.target} onClick={() => setIsOpen(!isOpen)}>
            {value === undefined && <IconPlus size={14} aria-hidden />}
            {label}
            {value !== undefined && <span className={styles.value}>{value}</span>}
            {value !== undefined && <IconChevronDown size={14} aria-hidden />}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className={styles.panel} aria-label={label}>
          {children(() => setIsOpen(false))}
        </Popover.Dropdown>
      </Popover>
    </span>
  )
}

/** No higher than there is room for, nor than can be taken in at a glance. */
function withinRoom({
  availableHeight,
  elements,
}: {
  availableHeight: number
  elements: { floating: HTMLElement }
}): void {
  elements.floating.style.maxHeight = `${Math.min(400, availableHeight)}px`
}

interface FilterToggleProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** A filter with nothing to choose: it is on or off. */
export function FilterToggle({ label, isOn, onChange }: FilterToggleProps) {
  return (
    <span className={styles.pill} data-on={isOn || undefined}>
      <UnstyledButton className={styles.target} aria-pressed={isOn} onClick={() => onChange(!isOn)}>
        {isOn ? <IconX size={14} aria-hidden /> : <IconPlus size={14} aria-hidden />}
        {label}
      </UnstyledButton>
    </span>
  )
}
