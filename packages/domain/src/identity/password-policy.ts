import { commonWords } from './common-passwords.ts'

/** In characters as people count them. No rules of composition: length and being uncommon are what helps. */
export const passwordLimits = { min: 8, max: 128 } as const

interface Owner {
  readonly username: string
  readonly email: string
}

/** One spelling for one password: the same letters typed on another keyboard or system must open the same account. */
export const normalizePassword = (password: string) => password.normalize('NFKC')

/** What is wrong with a new password, in words for its owner; null when nothing is. Forms ask the same function. */
export function passwordProblem(password: string, owner: Owner): string | null {
  const normal = normalizePassword(password)
  const length = [...normal].length
  if (length < passwordLimits.min) return `At least ${passwordLimits.min} characters`
  if (length > passwordLimits.max) return `At most ${passwordLimits.max} characters`

  const folded = normal.toLowerCase()
  if (isNameOf(owner, folded)) return 'May not be your user name or e-mail address'
  return isCommon(folded) ? 'Too easy to guess: many people use it' : null
}

function isNameOf({ username, email }: Owner, folded: string): boolean {
  const address = email.toLowerCase()
  return [username.toLowerCase(), address, address.split('@')[0]].includes(folded)
}

/** A known word with a short tail, one character repeated, or a run along the digits or the alphabet. */
function isCommon(folded: string): boolean {
  const withoutTail = folded.replace(/[^\p{L}]{1,5}$/u, '')
  return commonWords.has(folded) || commonWords.has(withoutTail) || hasTwoCharactersAtMost(folded) || isRun(folded)
}

const hasTwoCharactersAtMost = (folded: string) => new Set(folded).size <= 2

/** `12345678`, `87654321`, `abcdefgh`; 9 may be followed by 0, as on the keyboard. */
function isRun(folded: string): boolean {
  const steps = [...folded].slice(1).map((character, at) => {
    const step = character.charCodeAt(0) - folded.charCodeAt(at)
    return step === -9 ? 1 : step === 9 ? -1 : step
  })
  return Math.abs(steps[0] ?? 0) === 1 && steps.every((step) => step === steps[0])
}
