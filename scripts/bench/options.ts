import { parseArgs } from 'node:util'
import type { Effort } from './measure/compare.ts'

export interface Options {
  /** Names of benches; empty means all. */
  readonly only: readonly string[]
  /** A look at whether everything runs; its numbers mean little. */
  readonly isQuick: boolean
  /** Whether docs/benchmarks.md is to hold what was measured: of a whole run always, of a part with `--record`. */
  readonly isRecorded: boolean
  readonly effort: Effort
  readonly products: number
  /** For the document. */
  readonly date: string
  /** A bench whose calls to the API are to be profiled instead of measured. */
  readonly profile: string | undefined
}

export const usage = `npm run bench -- [--only name,name] [--quick] [--record] [--date 2026-11-21] [--profile list-trpc]`

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      profile: { type: 'string' },
    },
  })
  const only = values.only.flatMap((names) => names.split(',')).filter(Boolean)
  return {
    only,
    isQuick: values.quick,
    isRecorded: !values.quick && (values.record || only.length === 0),
    effort: values.quick ? { rounds: 2, roundMs: 300 } : { rounds: 7, roundMs: 2_000 },
    products: values.quick ? 20_000 : 200_000,
    date: values.date,
    profile: values.profile,
  }
}
