const firstSize = 1 << 12
const fill = 0.6

/**
 * Which keys a file has had so far, in eight bytes each: a set of texts would take a hundred. Two keys of a million are taken for one
 * once in forty million files.
 */
export class SeenKeys {
  private slots = new Uint32Array(firstSize * 2)
  private count = 0

  /** False when it was there already. */
  add(text: string): boolean {
    const [low, high] = digest(text)
    if (!this.put(low, high)) return false
    if (++this.count > (this.slots.length / 2) * fill) this.grow()
    return true
  }

  has(text: string): boolean {
    const [low, high] = digest(text)
    const place = this.placeOf(low, high)
    return this.slots[place] === low && this.slots[place + 1] === high
  }

  private put(low: number, high: number): boolean {
    const { slots } = this
    const place = this.placeOf(low, high)
    if (slots[place] === low && slots[place + 1] === high) return false
    slots[place] = low
    slots[place + 1] = high
    return true
  }

  /** Where a key is, or is to be. */
  private placeOf(low: number, high: number): number {
    const { slots } = this
    const mask = slots.length / 2 - 1
    for (let at = low & mask; ; at = (at + 1) & mask) {
      const [there, beside] = [slots[at * 2], slots[at * 2 + 1]]
      if ((there === low && beside === high) || (there === 0 && beside === 0)) return at * 2
    }
  }

  private grow(): void {
    const old = this.slots
    this.slots = new Uint32Array(old.length * 2)
    for (let at = 0; at < old.length; at += 2) {
      const [low = 0, high = 0] = [old[at], old[at + 1]]
      if (low !== 0 || high !== 0) this.put(low, high)
    }
  }
}

/** 64 bits of a text, never both zero: multiply and rotate, twice with other numbers. */
function digest(text: string): readonly [number, number] {
  let low = 0x9e3779b9 ^ text.length
  let high = 0x85ebca77
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    low = Math.imul(low ^ code, 0x01000193)
    low = (low << 13) | (low >>> 19)
    high = Math.imul(high + code, 0xc2b2ae3d) ^ (high >>> 15)
    high = (high << 7) | (high >>> 25)
  }
  const mixedLow = mix(low ^ (high >>> 16))
  const mixedHigh = mix(high ^ Math.imul(low, 0x27d4eb2f))
  return [mixedLow || 1, mixedHigh]
}

function mix(value: number): number {
  const once = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  const twice = Math.imul(once ^ (once >>> 12), 0x297a2d39)
  return (twice ^ (twice >>> 15)) >>> 0
}
