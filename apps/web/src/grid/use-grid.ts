import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import {
  chosenOnly,
  extendTo,
  focusOn,
  nothingSelected,
  only,
  type Selection,
  selectAll,
  toggle,
  withoutMissing,
} from './selection.ts'
import { indexTyped, nothingTyped, typedWith } from './type-ahead.ts'

/** What can be done with rows from the keyboard. What is missing does nothing. */
interface GridActions<Row> {
  /** Enter, double click. */
  onOpen?: ((row: Row) => void) | undefined
  /** Space. */
  onPreview?: ((row: Row) => void) | undefined
  /** F2. */
  onRename?: ((row: Row) => void) | undefined
  /** Delete. */
  onDelete?: ((rows: readonly Row[]) => void) | undefined
  /** Backspace: to what this list is a part of. */
  onUp?: (() => void) | undefined
}

interface GridOptions<Row> extends GridActions<Row> {
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** Letters go to the next row that is called so. */
  readonly nameOf?: (row: Row) => string
  /** Called with the row whose turn it is, whichever way it was reached. */
  readonly onActive?: ((row: Row) => void) | undefined
}

export type GridControl<Row> = ReturnType<typeof useGrid<Row>>

/** Selection and keyboard of a list or of cards: the same keys as a desktop file manager. */
export function useGrid<Row>({ rows, keyOf, nameOf, onActive, ...actions }: GridOptions<Row>) {
  const id = useId()
  const [selection, setSelection] = useState<Selection>(nothingSelected)
  const order = useMemo(() => rows.map(keyOf), [rows, keyOf])
  const orderBefore = useRef(order)
  const typed = useRef(nothingTyped)
  /** How many rows stand beside each other; cards tell. */
  const [perRow, setPerRow] = useState(1)
  /** The cell of the active row whose turn it is; null while it is the whole row's. */
  const [activeColumn, setActiveColumn] = useState<string | null>(null)

  useEffect(() => {
    const before = orderBefore.current
    setSelection((current) => withoutMissing(current, before, order))
    orderBefore.current = order
  }, [order])

  const activeIndex = selection.active === null ? -1 : order.indexOf(selection.active)
  const selectedRows = useMemo(
    () => rows.filter((row) => selection.keys.has(keyOf(row))),
    [rows, selection.keys, keyOf],
  )

  function change(next: Selection): void {
    setSelection(next)
    const row = rows[order.indexOf(next.active ?? '')]
    if (row && next.active !== selection.active) onActive?.(row)
  }

  function moveBy(event: KeyboardEvent, steps: number): void {
    const index = Math.min(Math.max(activeIndex + steps, 0), order.length - 1)
    const key = order[activeIndex < 0 && steps > 0 ? 0 : index]
    if (key === undefined) return
    if (event.shiftKey) change(extendTo(selection, key, order))
    else if (event.ctrlKey || event.metaKey) change(focusOn(selection, key))
    else change(only(key))
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.altKey) return
    const active = rows[activeIndex]
    const isWithControl = event.ctrlKey || event.metaKey
    const commands: Record<string, (() => void) | undefined> = {
      ArrowDown: () => moveBy(event, perRow),
      ArrowUp: () => moveBy(event, -perRow),
      ArrowRight: perRow > 1 ? () => moveBy(event, 1) : undefined,
      ArrowLeft: perRow > 1 ? () => moveBy(event, -1) : undefined,
      PageDown: () => moveBy(event, perRow * 10),
      PageUp: () => moveBy(event, -perRow * 10),
      Home: () => moveBy(event, -order.length),
      End: () => moveBy(event, order.length),
      Escape: selection.keys.size ? () => change({ ...selection, keys: new Set() }) : undefined,
      Enter: active && actions.onOpen && (() => actions.onOpen?.(active)),
      ' ':
        active &&
        (isWithControl || event.shiftKey || !actions.onPreview
          ? () => change(toggle(selection, keyOf(active)))
          : () => actions.onPreview?.(active)),
      F2: active && actions.onRename && (() => actions.onRename?.(active)),
      Delete: selectedRows.length && actions.onDelete ? () => actions.onDelete?.(selectedRows) : undefined,
      Backspace: actions.onUp,
      ContextMenu: active && (() => openMenu(keyOf(active))),
      F10: active && event.shiftKey ? () => openMenu(keyOf(active)) : undefined,
      a: isWithControl ? () => change(selectAll(selection, order)) : undefined,
    }
    const goOn = isWithControl ? undefined : goTyped(event)
    const command = goOn ?? commands[event.key]
    if (!command) return
    // What another key did ends the word: in the folder that Enter opened the next one begins.
    if (!goOn) typed.current = nothingTyped
    event.preventDefault()
    command()
  }

  function goTyped({ key, timeStamp }: KeyboardEvent): (() => void) | undefined {
    const next = nameOf && typedWith(typed.current, key, timeStamp)
    if (!next) return undefined
    const found = order[indexTyped(rows.map(nameOf), next.text, activeIndex)]
    // A space that no name goes on with means what it means otherwise.
    if (key === ' ' && found === undefined) return undefined
    typed.current = next
    return () => found !== undefined && change(only(found))
  }

  /** Who comes by keyboard finds a row to start from. */
  function onFocus({ target, currentTarget }: FocusEvent): void {
    const first = order[0]
    if (
      target === currentTarget &&
      selection.active === null &&
      first !== undefined &&
      currentTarget.matches(':focus-visible')
    ) {
      setSelection(focusOn(selection, first))
    }
  }

  /** Once the key that asks for it is over: an open menu would take that very key as one to close by. */
  function openMenu(key: string): void {
    const button = document.getElementById(`${id}-${key}`)?.querySelector<HTMLElement>('[aria-haspopup="menu"]')
    window.requestAnimationFrame(() => button?.click())
  }

  function onRowClick(event: MouseEvent, key: string): void {
    if (isOwnControl(event)) return
    if (isTouch(event)) tap(key)
    else if (event.shiftKey) change(extendTo(selection, key, order))
    else if (event.ctrlKey || event.metaKey) change(toggle(selection, key))
    else change(only(key))
  }

  /** A finger opens; while some are chosen it chooses more. */
  function tap(key: string): void {
    const row = rows[order.indexOf(key)]
    const open = actions.onPreview ?? actions.onOpen
    if (selection.keys.size > 0 || !open || row === undefined) {
      change(toggle(selection, key))
      return
    }
    change(focusOn(selection, key))
    open(row)
  }

  return {
    id,
    rows,
    keyOf,
    order,
    selection,
    selectedRows,
    activeIndex,
    /** For `aria-activedescendant`. */
    activeId: activeIndex < 0 ? undefined : [id, order[activeIndex], ...(activeColumn ? [activeColumn] : [])].join('-'),
    activeColumn,
    setActiveColumn,
    setPerRow,
    actions,
    onKeyDown,
    onFocus,
    onRowClick,
    onRowDoubleClick: (event: MouseEvent, row: Row) => {
      if (!isOwnControl(event)) (actions.onPreview ?? actions.onOpen)?.(row)
    },
    onRowContextMenu: (event: MouseEvent, key: string) => {
      event.preventDefault()
      if (!selection.keys.has(key)) change(only(key))
      openMenu(key)
    },
    rowId: (key: string) => `${id}-${key}`,
    cellId: (key: string, column: string) => `${id}-${key}-${column}`,
    isSelected: (key: string) => selection.keys.has(key),
    toggle: (key: string) => change(toggle(selection, key)),
    focus: (key: string) => change(only(key)),
    toggleAll: () =>
      change(selection.keys.size === order.length ? { ...selection, keys: new Set() } : selectAll(selection, order)),
    selectAll: () => change(selectAll(selection, order)),
    /** Exactly these, as a frame drawn around them does. */
    choose: (keys: ReadonlySet<string>) => setSelection(chosenOnly(selection, keys)),
    clear: () => change({ ...selection, keys: new Set() }),
  }
}

const isTouch = ({ nativeEvent }: MouseEvent) => 'pointerType' in nativeEvent && nativeEvent.pointerType === 'touch'

/** A click on a button, link or box inside a row means that, not the row. */
const isOwnControl = ({ target }: MouseEvent) =>
  target instanceof Element && target.closest('button, a, input, textarea, label, [role="menuitem"]') !== null
