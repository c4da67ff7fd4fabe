import type { Refusal } from '@groundwork/domain'

/** What must become of a hostile file, whichever door it comes through. */
export type Expected =
  /** At the door, with this reason. */
  | { readonly refused: Refusal }
  /** By the scan. What is `available` is inert: served as what it is, and never run. */
  | { readonly becomes: 'available' | 'quarantined' | 'unscannable' }

export interface HostileFile {
  /** The trick, in a few words: unique in the corpus. */
  readonly trick: string
  /** As the attacker sends it. */
  readonly name: string
  readonly bytes: Buffer
  readonly expected: Expected
  /** Where archives of any kind are taken: what becomes of it there. */
  readonly asApp?: Expected
}

export const refused = (reason: Refusal): Expected => ({ refused: reason })
export const available: Expected = { becomes: 'available' }
export const quarantined: Expected = { becomes: 'quarantined' }
export const unscannable: Expected = { becomes: 'unscannable' }
