import { Button, Checkbox, Popover, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns3, IconGripVertical } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import type { Column } from './column.ts'
import styles from './column-chooser.module.css'
import type { ColumnLayoutControl } from './use-column-layout.ts'
import { useReorder } from './use-reorder.ts'
import { words } from './words.ts'

interface ColumnChooserProps<Row> {
  readonly layout: ColumnLayoutControl<Row>
  /** Copies a link that shows the same columns to somebody else. */
  readonly onShare: () => void
}

/** Which columns there are, in which order. What is chosen stays with this person. */
export function ColumnChooser<Row>({ layout, onShare }: ColumnChooserProps<Row>) {
  const [isOpen, setIsOpen] = useState(false)
  const [find, setFind] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const [toggled, setToggled] = useState<string | null>(null)
  const isFound = ({ label }: Column<Row>) => label.toLocaleLowerCase().includes(find.trim().toLocaleLowerCase())
  const shownKeys = new Set(layout.shown.map(({ key }) => key))
  const shown = layout.shown.filter(isFound)
  const hidden = layout.all.filter((column) => !shownKeys.has(column.key) && isFound(column))
  // It has moved to another part of the list: the focus goes with it.
  useEffect(() => {
    if (toggled === null) return
    list.current?.querySelector<HTMLElement>(`[data-column-key="${toggled}"]`)?.focus()
    setToggled(null)
  }, [toggled])
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" trapFocus returnFocus width={288}>
      <Popover.Target>
        <IconButton label={words.columns} onClick={() => setIsOpen(!isOpen)}>
          <IconColumns3 size={18} />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.panel} aria-label={words.columns}>
        <TextInput
          aria-label={words.findColumn}
          placeholder={words.findColumn}
          value={find}
          onChange={({ currentTarget }) => setFind(currentTarget.value)}
          data-autofocus
        />
        <ul ref={list} className={styles.list}>
          {shown.map((column) => (
            <ColumnItem key={column.key} column={column} layout={layout} isShown onToggle={setToggled} />
          ))}
          {hidden.map((column) => (
            <ColumnItem key={column.key} column={column} layout={layout} isShown={false} onToggle={setToggled} />
          ))}
          {shown.length + hidden.length === 0 && <li className={styles.none}>{words.noColumn}</li>}
        </ul>
        <div className={styles.foot}>
          <Button size="compact-xs" variant="subtle" onClick={onShare}>
            {words.copyLink}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            disabled={!layout.isArranged}
            onClick={layout.onReset}
          >
            {words.reset}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

interface ColumnItemProps<Row> {
  readonly column: Column<Row>
  readonly layout: ColumnLayoutControl<Row>
  readonly isShown: boolean
  readonly onToggle: (key: string) => void
}

function ColumnItem<Row>({ column, layout, isShown, onToggle }: ColumnItemProps<Row>) {
  const { key, label } = column
  const item = useRef<HTMLLIElement>(null)
  const isMovable = isShown && !layout.isFixed(key)
  const side = useReorder(item, {
    kind: 'shown-column',
    id: key,
    axis: 'y',
    isEnabled: isMovable,
    onDrop: (dragged, on) => layout.onMoveBeside(dragged, key, on),
  })
  return (
    <li ref={item} className={styles.item} data-drop={side ?? undefined}>
      <span className={styles.grip}>{isMovable && <IconGripVertical size={14} aria-hidden />}</span>
      <Checkbox
        size="xs"
        data-column-key={key}
        checked={isShown}
        disabled={layout.isFixed(key)}
        label={label}
        styles={{ root: { flex: 1 }, label: { fontSize: 14 } }}
        onChange={() => {
          onToggle(key)
          layout.onShow(key, !isShown)
        }}
      />
      {isMovable && (
        <span className={styles.steps}>
          <IconButton label={words.moveUp(label)} size={22} onClick={() => layout.onMoveBy(key, -1)}>
            <IconArrowUp size={14} />
          </IconButton>
          <IconButton label={words.moveDown(label)} size={22} onClick={() => layout.onMoveBy(key, 1)}>
            <IconArrowDown size={14} />
          </IconButton>
        </span>
      )}
    </li>
  )
}
