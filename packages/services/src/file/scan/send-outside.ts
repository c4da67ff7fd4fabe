import { text } from 'node:stream/consumers'
import { guardedFetch, type Outbound } from '../../outbound/guarded-fetch.ts'
import type { Send } from './virus-total.ts'

/** A report names some eighty engines; this is many times that. */
const bounds = { maxBytes: 8 * 1024 * 1024, totalMs: 10 * 60_000, idleMs: 60_000 }

/** Whole questions and answers through the one way out. */
export const sendOutside =
  (outbound: Outbound): Send =>
  async ({ url, ...request }) => {
    const { status, body } = await guardedFetch(outbound, url, { ...request, ...bounds })
    return { status, text: await text(body) }
  }
