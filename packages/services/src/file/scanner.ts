import type { Readable } from 'node:stream'
import type { UnscannableReason } from '@groundwork/domain'

/** Only `clean` lets a file out. What was not looked at whole is `unscannable`, never clean. */
export type ScanVerdict =
  | { readonly kind: 'clean' }
  | { readonly kind: 'infected'; readonly signature: string }
  | {
      readonly kind: 'unscannable'
      readonly reason: string
      /** Which rule of an organization is about it. Null where none may let it through. */
      readonly cause: UnscannableReason | null
    }

/** A scanner that could not say anything. The file waits and is tried again. */
export class ScannerUnavailable extends Error {
  override readonly name = 'ScannerUnavailable'
}

/** The bytes to judge, and what is known of them. */
export interface ScanSubject {
  readonly sha256: string
  readonly bytes: number
  readonly fileName: string
  /** Whether a scanner of somebody else's may be given the bytes. */
  readonly mayLeave: boolean
  /** Called at most once, and not by a scanner that knows the hash. Whoever opens reads to the end or destroys. */
  open(): Promise<Readable>
}

export interface Scanner {
  /** Stands in the row of everything it judged. */
  readonly engine: 'clamav' | 'virustotal' | 'none'
  /** @throws ScannerUnavailable, and whatever `open` or the stream throws */
  scan(subject: ScanSubject): Promise<ScanVerdict>
  /** What it knows, in a word that changes when it learns. @throws ScannerUnavailable */
  signatures(): Promise<string>
  /** @throws ScannerUnavailable */
  probe(): Promise<void>
}

/** For installations that chose to scan nothing. It says so wherever files are shown. */
export const noScanner: Scanner = {
  engine: 'none',
  scan: async () => ({ kind: 'clean' }),
  signatures: async () => 'none',
  probe: async () => undefined,
}
