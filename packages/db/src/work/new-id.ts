import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'
import { uuidText } from './uuid-text.ts'

const bytesOfOne = 16
/** The system's generator is asked once for so many ids: asking it for each costs more than the id itself. */
const pool = new Uint8Array(256 * bytesOfOne)
let used = pool.length
const made = new Uint8Array(bytesOfOne)

let msecs = 0
let counter = 0

/** A key for a new row (uuid v7, RFC 9562): within this process each is greater than all before it, many in one millisecond too. */
export function newId(): string {
  const random = nextRandom()
  const now = Date.now()
  if (now > msecs) {
    msecs = now
    counter = new DataView(random.buffer, random.byteOffset).getUint32(6)
  } else {
    counter = (counter + 1) >>> 0
    if (counter === 0) msecs++
  }
  return uuidText(v7({ random, msecs, seq: counter }, made))
}

/** When an id of this kind was made, as `Date.now()` tells time. */
export const madeAt = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

function nextRandom(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const random = pool.subarray(used, used + bytesOfOne)
  used += bytesOfOne
  return random
}
