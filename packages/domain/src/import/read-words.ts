import type { Cell } from './cell.ts'

/** Yes and no, as forms and programs of several languages say them. */
const words: ReadonlyMap<string, boolean> = new Map([
  ...[
    'true',
    't',
    'yes',
    'y',
    'on',
    '1',
    'x',
    '✓',
    '✔',
    'ja',
    'wahr',
    'oui',
    'vrai',
    'sí',
    'si',
    'sì',
    'vero',
    'verdadero',
  ].map((word) => [word, true] as const),
  ...['false', 'f', 'no', 'n', 'off', '0', '-', '✗', '✘', 'nein', 'falsch', 'non', 'faux', 'falso'].map(
    (word) => [word, false] as const,
  ),
])

export function readBoolean(cell: Cell): boolean | undefined {
  if (typeof cell === 'boolean') return cell
  return typeof cell === 'string' || typeof cell === 'number' ? words.get(String(cell).trim().toLowerCase()) : undefined
}

/** `Physical good`, `physical-good` and `PHYSICAL_GOOD` are one. */
const folded = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The choice that a text means: by its value, or by how people read it. Undefined where it means none, or more than one. */
export function readChoice(text: string, choices: readonly string[]): string | undefined {
  if (choices.includes(text)) return text
  const wanted = folded(text)
  const meant = choices.filter((choice) => folded(choice) === wanted)
  return wanted !== '' && meant.length === 1 ? meant[0] : undefined
}

/** Words between commas, semicolons, bars or line breaks, or as JSON writes a list. */
export function readList(text: string): readonly string[] {
  return (jsonList(text) ?? text.split(/[,;|\n]/u)).map((word) => word.trim()).filter((word) => word !== '')
}

function jsonList(text: string): readonly string[] | undefined {
  if (!/^\s*\[/.test(text)) return undefined
  const value = parseJson(text)
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined
}

/** Undefined for what is no JSON: no JSON means that. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
