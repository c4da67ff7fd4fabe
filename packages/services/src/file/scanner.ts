import type { Readable } from 'node:stream'

/** Only `clean` lets a file out. What was not looked at whole is `unscannable`, never clean. */
export type ScanVerdict =
  | { readonly kind: 'clean' }
  | { readonly kind: 'infected'; readonly signature: string }
  | { readonly kind: 'unscannable'; readonly reason: string }

/** A scanner that could not say anything. The file waits and is tried again. */
export class ScannerUnavailable extends Error {
  override readonly name = 'ScannerUnavailable'
}

export interface Scanner {
  /** Stands in the row of everything it let through: `clamav`, or `none`. */
  readonly engine: 'clamav' | 'none'
  /** Reads `body` to its end or destroys it. @throws ScannerUnavailable */
  scan(body: Readable): Promise<ScanVerdict>
  /** @throws ScannerUnavailable */
  probe(): Promise<void>
}

/** For installations that chose to scan nothing. It says so wherever files are shown. */
export const noScanner: Scanner = {
  engine: 'none',
  scan: async (body) => {
    body.resume()
    return { kind: 'clean' }
  },
  probe: async () => undefined,
}
