/** How a person has arranged the columns of a list. What it does not say is as the list has it by itself. */
export interface ColumnLayout {
  /** The columns shown, in order; the first one names the row and stays where it is. */
  readonly shown: readonly string[]
  /** Pixels, for columns that were made wider or narrower. */
  readonly widths: Readonly<Record<string, number>>
}

const narrowest = 64
const widest = 800
/** How much a key makes a column wider. */
export const widthStep = 16

/** Of a layout that was kept or sent, what still makes sense: columns come and go with definitions. */
export function knownLayout(
  layout: ColumnLayout,
  defaults: readonly string[],
  known: ReadonlySet<string>,
): ColumnLayout {
  const [first] = defaults
  const others = layout.shown.filter((key) => key !== first && known.has(key))
  return { ...layout, shown: [...(first === undefined ? [] : [first]), ...new Set(others)] }
}

/** Puts a column in another place, counted among those shown. Nothing stands before the first. */
function moveTo({ shown, widths }: ColumnLayout, key: string, place: number): ColumnLayout {
  const from = shown.indexOf(key)
  if (from < 1) return { shown, widths }
  const others = shown.filter((other) => other !== key)
  const to = Math.min(Math.max(place, 1), others.length)
  return { shown: [...others.slice(0, to), key, ...others.slice(to)], widths }
}

export const moveBy = (layout: ColumnLayout, key: string, steps: number): ColumnLayout =>
  moveTo(layout, key, layout.shown.indexOf(key) + steps)

/** Drops a column on another one: on its near side or its far side. */
export function moveBeside(layout: ColumnLayout, key: string, target: string, side: 'before' | 'after'): ColumnLayout {
  const others = layout.shown.filter((other) => other !== key)
  const place = others.indexOf(target)
  return place < 0 ? layout : moveTo(layout, key, place + (side === 'after' ? 1 : 0))
}

/** Shows a column last, or hides it. The first one cannot be hidden. */
export function setShown({ shown, widths }: ColumnLayout, key: string, isShown: boolean): ColumnLayout {
  if (key === shown[0]) return { shown, widths }
  const others = shown.filter((other) => other !== key)
  return { shown: isShown ? [...others, key] : others, widths }
}

export const resizeTo = ({ shown, widths }: ColumnLayout, key: string, width: number): ColumnLayout => ({
  shown,
  widths: { ...widths, [key]: Math.round(Math.min(Math.max(width, narrowest), widest)) },
})

/** Reads what was kept in the browser, which may be anything. */
export function readLayout(text: string | undefined): ColumnLayout | null {
  const kept = parsed(text)
  if (typeof kept !== 'object' || kept === null) return null
  const { shown, widths } = kept as { readonly shown?: unknown; readonly widths?: unknown }
  if (!Array.isArray(shown)) return null
  const sizes = Object.entries(typeof widths === 'object' && widths !== null ? widths : {})
  return {
    shown: shown.filter((key) => typeof key === 'string'),
    widths: Object.fromEntries(sizes.filter(([, width]) => typeof width === 'number' && Number.isFinite(width))),
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

/** The least a track of a CSS grid needs: `minmax(160px, 3fr)` and `160px` both need 160. */
export const leastWidth = (track: string): number => Number(/(\d+)px/.exec(track)?.[1] ?? narrowest)
