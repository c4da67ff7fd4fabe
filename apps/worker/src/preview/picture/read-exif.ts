import type { JsonObject, JsonValue } from '@groundwork/domain'

/** The facts that people ask a photo for; everything else in it is left alone. */
const facts: Readonly<Record<number, string>> = {
  271: 'make',
  272: 'model',
  306: 'changedAt',
  315: 'artist',
  33432: 'copyright',
  33434: 'exposureSeconds',
  33437: 'aperture',
  34855: 'iso',
  36867: 'takenAt',
  37386: 'focalLength',
  42036: 'lens',
}
const places: Readonly<Record<number, string>> = { 1: 'northOrSouth', 2: 'latitude', 3: 'eastOrWest', 4: 'longitude' }

const EXIF_DIRECTORY = 0x8769
const GPS_DIRECTORY = 0x8825

/** A hostile block may claim 65,535 entries of any length each. Nobody's camera writes more than these. */
const MAX_ENTRIES = 300
const MAX_TEXT = 200
const MAX_NUMBERS = 4

/** Camera, time and place of a photo, from its EXIF block. What makes no sense is left out; it never throws. */
export function readExif(block: Buffer): JsonObject {
  const start = block.toString('latin1', 0, 4) === 'Exif' ? 6 : 0
  const order = block.toString('latin1', start, start + 2)
  if (order !== 'II' && order !== 'MM') return {}
  const tiff = new Tiff(block.subarray(start), order === 'II')
  const main = tiff.directory(tiff.number(4, 4))
  const photo = tiff.directory(numberIn(main.get(EXIF_DIRECTORY)))
  const camera = named(new Map([...main, ...photo]), facts)
  const location = locationOf(named(tiff.directory(numberIn(main.get(GPS_DIRECTORY))), places))
  return { ...(Object.keys(camera).length > 0 && { camera }), ...(location && { location }) }
}

type Values = JsonValue[] | string

function named(
  entries: ReadonlyMap<number, Values>,
  names: Readonly<Record<number, string>>,
): Record<string, JsonValue> {
  const known = [...entries].flatMap(([tag, values]): [string, JsonValue][] => {
    const value = typeof values === 'string' || values.length > 1 ? values : values[0]
    const name = names[tag]
    return name === undefined || value === undefined || value === '' ? [] : [[name, value]]
  })
  return Object.fromEntries(known)
}

/** Degrees, minutes and seconds to degrees; south and west are below zero. */
function locationOf({ latitude, northOrSouth, longitude, eastOrWest }: Record<string, JsonValue>): JsonObject | null {
  const [north, east] = [degrees(latitude, northOrSouth === 'S'), degrees(longitude, eastOrWest === 'W')]
  const isOnEarth = north !== null && east !== null && Math.abs(north) <= 90 && Math.abs(east) <= 180
  return isOnEarth ? { latitude: north, longitude: east } : null
}

function degrees(value: JsonValue | undefined, isNegative: boolean): number | null {
  if (!Array.isArray(value)) return null
  const [whole, minutes = 0, seconds = 0] = value as unknown[]
  if (typeof whole !== 'number' || typeof minutes !== 'number' || typeof seconds !== 'number') return null
  const sum = whole + minutes / 60 + seconds / 3600
  return Number((isNegative ? -sum : sum).toFixed(6))
}

const numberIn = (values: Values | undefined) => (typeof values?.[0] === 'number' ? values[0] : 0)

const sizes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 9: 4, 10: 8 }

/** The directories of a TIFF file, which is what an EXIF block is. Whatever points outside is not there. */
class Tiff {
  constructor(
    private readonly bytes: Buffer,
    private readonly isLittle: boolean,
  ) {}

  number(at: number, size: number): number {
    if (at < 0 || at + size > this.bytes.length) return 0
    return this.isLittle ? this.bytes.readUIntLE(at, size) : this.bytes.readUIntBE(at, size)
  }

  directory(at: number): Map<number, Values> {
    const entries = new Map<number, Values>()
    if (at < 8) return entries
    const count = Math.min(this.number(at, 2), MAX_ENTRIES)
    for (let entry = at + 2, left = count; left > 0; entry += 12, left--) {
      const values = this.#values(entry)
      if (values) entries.set(this.number(entry, 2), values)
    }
    return entries
  }

  #values(entry: number): Values | null {
    const type = this.number(entry + 2, 2)
    const count = this.number(entry + 4, 4)
    const size = sizes[type]
    if (size === undefined || count === 0) return null
    const at = size * count <= 4 ? entry + 8 : this.number(entry + 8, 4)
    if (at + size > this.bytes.length) return null
    if (type === 2) return this.#text(at, Math.min(count, MAX_TEXT))
    return Array.from({ length: Math.min(count, MAX_NUMBERS) }, (_, index) =>
      this.#value(at + index * size, type, size),
    )
  }

  #text(at: number, length: number): string {
    const text = this.bytes.toString('utf8', at, Math.min(at + length, this.bytes.length))
    return text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]/gu, '').trim()
  }

  #value(at: number, type: number, size: number): number {
    if (type !== 5 && type !== 10) return this.number(at, size)
    const divisor = this.number(at + 4, 4)
    return divisor === 0 ? 0 : Number((this.number(at, 4) / divisor).toPrecision(12))
  }
}
