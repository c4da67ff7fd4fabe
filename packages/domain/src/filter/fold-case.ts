/**
 * One letter-by-letter folding for `icontains` and its kin: lower case, `İ` as `i`, final `ς` as `σ`. It never changes the
 * number of characters and no letter's result depends on its neighbours, so a part of a text folds like the whole.
 *
 * Postgres' own `lower()` cannot be used: what it does depends on collation, ICU and Postgres version (ICU 60 and Node 20
 * disagree on 184 letters). So the folding is defined here alone and `letterPairs` hands SQL the letters it needs.
 */
export const foldCase = (text: string) => text.replaceAll('İ', 'i').toLowerCase().replaceAll('ς', 'σ')

/**
 * The letters beyond ASCII that fold to a letter of this folded text, as the two arguments of SQL's `translate`. A letter
 * that the text does not contain cannot decide whether the text occurs, so the others may stay as they are.
 */
export function letterPairs(folded: string): { readonly from: string; readonly to: string } {
  let from = ''
  let to = ''
  for (const letter of new Set(folded)) {
    for (const capital of capitalsOf().get(letter) ?? []) {
      from += capital
      to += letter
    }
  }
  return { from, to }
}

const firstBeyondAscii = 0x80
/** Unicode has no letters with case from here on; a test walks all of them. */
const endOfCasedLetters = 0x20000

let capitals: ReadonlyMap<string, readonly string[]> | undefined

function capitalsOf(): ReadonlyMap<string, readonly string[]> {
  capitals ??= findCapitals()
  return capitals
}

function findCapitals(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (let code = firstBeyondAscii; code < endOfCasedLetters; code++) {
    const capital = String.fromCodePoint(code)
    const letter = foldCase(capital)
    if (letter !== capital) found.set(letter, [...(found.get(letter) ?? []), capital])
  }
  return found
}
