/** Lower-case letters and digits that nobody takes for one another. 32 of them: one byte draws each evenly, five bits. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A password to read from a screen and type once: four groups of five, 100 bits. */
export function readablePassword(random: (bytes: number) => Buffer): string {
  const letters = [...random(20)].map((byte) => alphabet[byte % alphabet.length]).join('')
  return letters.replace(/(.{5})(?=.)/g, '$1-')
}
