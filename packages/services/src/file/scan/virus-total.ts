import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { v4 } from 'uuid'
import { z } from 'zod'
import { type Scanner, ScannerUnavailable, type ScanSubject, type ScanVerdict } from '../scanner.ts'

/** One request to VirusTotal and its whole answer: the guarded fetch in production. */
export type Send = (request: {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Readable
}) => Promise<{ readonly status: number; readonly text: string }>

export interface VirusTotalOptions {
  /** Without a slash at its end. */
  readonly url: string
  readonly apiKey: string
  readonly send: Send
  /** Between two looks at an analysis. The public service allows four requests a minute. */
  readonly pollMs?: number
  /** After so many looks the file waits for its next turn; by then its hash is known. */
  readonly polls?: number
}

/** Above this, VirusTotal gives an address for each upload; above the second it takes none. */
const PLAIN_UPLOAD_BYTES = 32 * 1024 * 1024
const MOST_BYTES = 650 * 1024 * 1024

const counts = z.object({
  malicious: z.int().default(0),
  suspicious: z.int().default(0),
  undetected: z.int().default(0),
  harmless: z.int().default(0),
})
const results = z.record(z.string(), z.object({ category: z.string(), result: z.string().nullish() })).default({})
const report = z.object({
  data: z.object({ attributes: z.object({ last_analysis_stats: counts, last_analysis_results: results }) }),
})
const analysis = z.object({ data: z.object({ attributes: z.object({ status: z.string(), stats: counts, results }) }) })
const upload = z.object({ data: z.object({ id: z.string().min(1) }) })
const address = z.object({ data: z.url() })

type Counts = z.output<typeof counts>
type Results = z.output<typeof results>

/**
 * Asks VirusTotal, whose word is that of many engines (API v3). By hash first: a file that is known there is not sent. What
 * is sent can be read by others, so it is sent only where the organization has said so.
 */
export function virusTotalScanner({ url, apiKey, send, pollMs = 15_000, polls = 20 }: VirusTotalOptions): Scanner {
  const headers = { 'x-apikey': apiKey, accept: 'application/json' }
  const get = async <T>(path: string, schema: z.ZodType<T>): Promise<T | null> => {
    const { status, text } = await reached(send({ url: `${url}/api/v3${path}`, method: 'GET', headers }))
    return status === 404 ? null : parse(schema, status, text)
  }

  const recall = async (sha256: string): Promise<ScanVerdict | null> => {
    const known = await get(`/files/${sha256}`, report)
    const attributes = known?.data.attributes
    return attributes ? verdictOf(attributes.last_analysis_stats, attributes.last_analysis_results) : null
  }

  const deliver = async ({ bytes, fileName, open }: ScanSubject): Promise<string> => {
    const target = bytes <= PLAIN_UPLOAD_BYTES ? `${url}/api/v3/files` : (await get('/files/upload_url', address))?.data
    if (!target) throw new ScannerUnavailable('VirusTotal gave no address for a large file')
    const form = formOf(fileName, await open())
    const sent = send({ url: target, method: 'POST', headers: { ...headers, ...form.headers(bytes) }, body: form.body })
    const { status, text } = await reached(sent).finally(() => form.body.destroy())
    return parse(upload, status, text).data.id
  }

  const verdictOn = async (id: string): Promise<ScanVerdict> => {
    for (let look = 0; look < polls; look += 1) {
      await pause(pollMs)
      const attributes = (await get(`/analyses/${id}`, analysis))?.data.attributes
      if (attributes?.status === 'completed') return verdictOf(attributes.stats, attributes.results)
    }
    throw new ScannerUnavailable('VirusTotal is still analysing the file')
  }

  return {
    engine: 'virustotal',
    scan: async (subject) => {
      const known = await recall(subject.sha256)
      if (known) return known
      if (!subject.mayLeave)
        return {
          kind: 'unscannable',
          reason: 'VirusTotal does not know it, and it may not be sent there',
          cause: 'error',
        }
      if (subject.bytes > MOST_BYTES)
        return { kind: 'unscannable', reason: 'Too large for the scanner', cause: 'tooLarge' }
      return verdictOn(await deliver(subject))
    },
    probe: async () => {
      // Everybody's harmless test file: known since always, so the question costs nothing.
      const known = await recall(EICAR_SHA256)
      if (known?.kind !== 'infected') throw new ScannerUnavailable('VirusTotal does not know the EICAR test file')
    },
    // Its engines learn by the hour: a day is as fine as a second look at everything is worth.
    signatures: async () => new Date().toISOString().slice(0, 10),
  }
}

const EICAR_SHA256 = '275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f'

/** One engine that calls it harmful is enough. Where none had an opinion, nothing is known. */
function verdictOf({ malicious, suspicious, undetected, harmless }: Counts, found: Results): ScanVerdict {
  if (malicious + suspicious > 0) return { kind: 'infected', signature: signatureOf(found) }
  if (undetected + harmless === 0)
    return { kind: 'unscannable', reason: 'No engine of VirusTotal could read it', cause: 'error' }
  return { kind: 'clean' }
}

const signatureOf = (found: Results) =>
  Object.entries(found)
    .filter(([, { category }]) => category === 'malicious' || category === 'suspicious')
    .slice(0, 3)
    .map(([engine, { category, result }]) => `${engine}: ${result ?? category}`)
    .join('; ') || 'reported as harmful'

/** Refusals (no such key, too many requests) and nonsense say nothing about the file. */
function parse<T>(schema: z.ZodType<T>, status: number, text: string): T {
  if (status !== 200) throw new ScannerUnavailable(`VirusTotal answered ${status}`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new ScannerUnavailable('VirusTotal answered with something that is no JSON', { cause })
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new ScannerUnavailable('VirusTotal answered in a form of its own', { cause: parsed.error })
  return parsed.data
}

async function reached<Answer>(sent: Promise<Answer>): Promise<Answer> {
  try {
    return await sent
  } catch (cause) {
    throw new ScannerUnavailable('VirusTotal could not be reached', { cause })
  }
}

/** A form with one file, streamed: its length is known before. */
function formOf(fileName: string, file: Readable) {
  const boundary = `groundwork-${v4()}`
  const safe = fileName.replace(/[^\w.-]+/g, '_')
  const start = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${safe}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  )
  const end = Buffer.from(`\r\n--${boundary}--\r\n`)
  const whole = async function* () {
    yield start
    yield* file
    yield end
  }
  return {
    body: Readable.from(whole(), { objectMode: false }),
    headers: (bytes: number) => ({
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(start.length + bytes + end.length),
    }),
  }
}
