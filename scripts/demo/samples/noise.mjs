/** A repeatable number between 0 and 1 for a grid point. */
export function hash(x, y) {
  let mixed = Math.imul(x, 374_761_393) + Math.imul(y, 668_265_263)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1_274_126_177)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296
}

/** Value noise: hills between 0 and 1, one per unit. */
function hills(x, y) {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const across = smooth(x - left)
  const down = smooth(y - top)
  return mix(
    mix(hash(left, top), hash(left + 1, top), across),
    mix(hash(left, top + 1), hash(left + 1, top + 1), across),
    down,
  )
}

/** Hills upon hills, each layer half as high and twice as fine: clouds, ridges, sand. */
export function noise(x, y, layers = 5) {
  let sum = 0
  let height = 0.5
  let scale = 1
  for (let layer = 0; layer < layers; layer++) {
    sum += hills(x * scale, y * scale) * height
    height /= 2
    scale *= 2.03
  }
  return sum
}

const mix = (from, to, share) => from + (to - from) * share
export const clamp = (value) => Math.min(1, Math.max(0, value))
const smooth = (t) => t * t * (3 - 2 * t)

/** 0 below `from`, 1 above `to`, soft in between. */
export const step = (from, to, value) => smooth(clamp((value - from) / (to - from)))

/** Blends two colours, each `[red, green, blue]` from 0 to 255. */
export const blend = (from, to, share) => from.map((value, index) => mix(value, to[index], clamp(share)))

/** A colour from stops `[position, colour]` in rising order. */
export function gradient(stops, position) {
  const next = stops.findIndex(([at]) => at >= position)
  if (next === -1) return stops.at(-1)[1]
  if (next === 0) return stops[0][1]
  const [start, from] = stops[next - 1]
  const [end, to] = stops[next]
  return blend(from, to, (position - start) / (end - start))
}
