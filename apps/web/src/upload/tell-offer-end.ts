import { toastProblem, toastWarning } from '../ui/toast.tsx'
import { Unread } from './read-dropped.ts'
import { words } from './words.ts'

/** What became of an offer that did not end well: of what was dropped some may be impossible to read, and that must not go unsaid. */
export function tellOfferEnd(error: unknown): void {
  if (error instanceof Unread) toastWarning(words.unreadTitle, words.unread(error.paths))
  else toastProblem(error)
}
