/** Lower-case letters and digits that nobody takes for one another. 32 of them: one byte draws each evenly, five bits. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Letters to read from a screen or paper and to type, in groups: five bits each. */
export function readableLetters(
  random: (bytes: number) => Buffer,
  { count, inGroupsOf }: { readonly count: number; readonly inGroupsOf: number },
): string {
  const letters = [...random(count)].map((byte) => alphabet[byte % alphabet.length]).join('')
  return letters.replace(new RegExp(`(.{${inGroupsOf}})(?=.)`, 'g'), '$1-')
}

/** What was meant: without the groups, and with the letters that people write for digits put right. */
export const readLetters = (typed: string) =>
  typed
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/[il]/g, '1')
    .replaceAll('o', '0')
