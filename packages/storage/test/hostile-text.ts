import fc from 'fast-check'

const pieces = ['..', '/', '\\', '\0', '.', '%2e', '\r\n', '\u202e', '"', '!', '~', 'a', '-', 'é', '漢', '\ud800']

/** Text that people and attackers send: any UTF-16 code unit, halves of pairs included, and the pieces that paths and headers are attacked with. */
export const hostileText = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 300 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((some) => some.join('')),
)
