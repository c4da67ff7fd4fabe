/** What has been typed in a list to get to a name, and when the last of it was. */
export interface TypedAhead {
  readonly text: string
  /** Milliseconds, by whichever clock tells of the keys. */
  readonly at: number
}

export const nothingTyped: TypedAhead = { text: '', at: Number.NEGATIVE_INFINITY }

/** Who pauses longer begins anew. */
const pauseMs = 800

/** With one more key; null for a key that is no letter of a name. A space is one only within what is being typed. */
export function typedWith(before: TypedAhead, key: string, at: number): TypedAhead | null {
  const text = at - before.at > pauseMs ? '' : before.text
  // A slash stands in no name: it goes to the search.
  if ([...key].length !== 1 || key === '/' || (key === ' ' && text === '')) return null
  return { text: text + key, at }
}

/** The next name that begins so, around the end. The same letter again and again goes from one name to the next. */
export function indexTyped(names: readonly string[], typed: string, active: number): number {
  const text = composed(typed)
  const letters = [...text]
  const wanted = letters.every((letter) => letter === letters[0]) ? (letters[0] ?? '') : text
  const first = wanted.length === text.length && letters.length > 1 ? Math.max(active, 0) : active + 1
  const order = names.map((_, step) => (first + step) % names.length)
  return order.find((index) => beginsWith(names[index] ?? '', wanted)) ?? -1
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base' })

const beginsWith = (name: string, text: string) => collator.compare(composed(name).slice(0, text.length), text) === 0

/** A Mac writes a letter and its accent as two. */
const composed = (text: string) => text.normalize('NFC')
