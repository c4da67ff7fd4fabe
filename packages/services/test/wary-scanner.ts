import { text } from 'node:stream/consumers'
import type { Scanner } from '../src/file/index.ts'

/** A scanner that finds the word it is afraid of, and counts how often it read. It learns when a test says so. */
export function waryScanner() {
  const state = { reads: 0, signatures: '1', fears: 'HARMFUL' }
  const scanner: Scanner = {
    engine: 'clamav',
    signatures: async () => state.signatures,
    probe: async () => undefined,
    scan: async ({ open }) => {
      state.reads += 1
      const found = (await text(await open())).includes(state.fears)
      return found ? { kind: 'infected', signature: 'Test.Harmful' } : { kind: 'clean' }
    },
  }
  return { scanner, state }
}
