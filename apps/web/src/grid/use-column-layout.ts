import { useLocalStorage } from '@mantine/hooks'
import { useMemo } from 'react'
import { type ArrangeColumns, type Column, compactBelow } from './column.ts'
import { type ColumnLayout, knownLayout, moveBeside, moveBy, readLayout, resizeTo, setShown } from './column-layout.ts'

interface ColumnLayoutOptions<Row> {
  /** One for each list and person. */
  readonly storageKey: string
  /** All there are, those shown by themselves first. */
  readonly columns: readonly Column<Row>[]
  readonly defaults: readonly string[]
  /** Columns that a link asks for. They are shown until something is arranged. */
  readonly shared: ColumnLayout | null
  /** Called when something is arranged: from then on the link's columns are one's own. */
  readonly onArrange: () => void
  /** Where the columns are somebody's view, and not kept in the browser. Null is as the list has them by itself. */
  readonly onChange: ((layout: ColumnLayout | null) => void) | undefined
}

export interface ColumnLayoutControl<Row> extends ArrangeColumns {
  readonly shown: readonly Column<Row>[]
  readonly all: readonly Column<Row>[]
  readonly isArranged: boolean
  /** What is shown, as it would be kept; null where it is as the list has it by itself. */
  readonly arranged: ColumnLayout | null
  readonly onShow: (key: string, isShown: boolean) => void
  readonly onReset: () => void
}

/** The columns of a list as this person has arranged them, kept in the browser. */
export function useColumnLayout<Row>(options: ColumnLayoutOptions<Row>): ColumnLayoutControl<Row> {
  const { storageKey, columns, defaults, shared, onArrange, onChange } = options
  const [kept, keep, forget] = useLocalStorage<ColumnLayout | null>({
    key: storageKey,
    defaultValue: null,
    getInitialValueInEffect: false,
    deserialize: readLayout,
  })
  const known = useMemo(() => new Set(columns.map(({ key }) => key)), [columns])
  const standard: ColumnLayout = { shown: defaults, widths: {} }
  const own = onChange ? null : kept
  const linked = shared && { ...shared, widths: { ...own?.widths, ...shared.widths } }
  const layout = knownLayout(linked ?? own ?? standard, defaults, known)
  const isArranged = shared !== null || own !== null

  const arrange = (next: ColumnLayout) => {
    if (onChange) return onChange(next)
    keep(next)
    if (shared) onArrange()
  }
  return {
    shown: layout.shown.flatMap((key, place) => {
      const column = columns.find((one) => one.key === key)
      return column ? [placed(column, { place, width: layout.widths[key], isArranged })] : []
    }),
    all: columns,
    isArranged,
    arranged: isArranged ? layout : null,
    isFixed: (key) => key === layout.shown[0],
    onMoveBy: (key, steps) => arrange(moveBy(layout, key, steps)),
    onMoveBeside: (key, target, side) => arrange(moveBeside(layout, key, target, side)),
    onResize: (key, width) => arrange(resizeTo(layout, key, width)),
    onHide: (key) => arrange(setShown(layout, key, false)),
    onShow: (key, isShown) => arrange(setShown(layout, key, isShown)),
    onReset: () => {
      if (onChange) return onChange(null)
      forget()
      if (shared) onArrange()
    },
  }
}

interface Placing {
  readonly place: number
  readonly width: number | undefined
  readonly isArranged: boolean
}

/** Who has chosen columns sees all of them, and scrolls; otherwise each column past the second asks for more room. */
function placed<Row>(column: Column<Row>, { place, width, isArranged }: Placing): Column<Row> {
  const track = width === undefined ? column.width : `${width}px`
  if (place === 0) return { ...column, width: track }
  return {
    ...column,
    width: track,
    from: isArranged || place === 1 ? compactBelow : Math.max(compactBelow, 240 + place * 130),
  }
}
