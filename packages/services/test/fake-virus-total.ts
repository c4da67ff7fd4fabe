import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** What its engines say of a file. */
export interface Opinion {
  readonly malicious?: number
  readonly undetected?: number
  readonly results?: Readonly<Record<string, { readonly category: string; readonly result: string | null }>>
}

/** A stand-in for VirusTotal's API v3: reports by hash, uploads small and large, analyses that take their time. */
export async function fakeVirusTotal({ apiKey = 'key', looksUntilDone = 2 } = {}) {
  const known = new Map<string, Opinion>()
  const uploaded = new Map<string, Buffer>()
  const looks = new Map<string, number>()
  const asked: string[] = []
  let opinionOfNew: Opinion = { undetected: 70 }
  let refusal: number | undefined

  const answer = (res: ServerResponse, status: number, value: unknown) =>
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))

  const take = async (req: IncomingMessage, res: ServerResponse) => {
    const [, boundary = ''] = /boundary=(.+)$/.exec(req.headers['content-type'] ?? '') ?? []
    const form = await buffer(req)
    const start = form.indexOf('\r\n\r\n') + 4
    const file = form.subarray(start, form.indexOf(`\r\n--${boundary}--`, start))
    const sha256 = createHash('sha256').update(file).digest('hex')
    uploaded.set(sha256, file)
    answer(res, 200, { data: { type: 'analysis', id: `${sha256}-1` } })
  }

  const analysisOf = (res: ServerResponse, id: string) => {
    const sha256 = id.split('-')[0] ?? ''
    if (!uploaded.has(sha256)) return answer(res, 404, { error: { code: 'NotFoundError' } })
    const look = (looks.get(id) ?? 0) + 1
    looks.set(id, look)
    if (look < looksUntilDone)
      return answer(res, 200, { data: { attributes: { status: 'queued', stats: {}, results: {} } } })
    known.set(sha256, opinionOfNew)
    const { results = {}, ...stats } = opinionOfNew
    return answer(res, 200, { data: { attributes: { status: 'completed', stats, results } } })
  }

  const server = createServer((req, res) => {
    const path = req.url ?? ''
    asked.push(`${req.method} ${path}`)
    if (refusal) return answer(res, refusal, { error: { code: 'QuotaExceededError' } })
    if (req.headers['x-apikey'] !== apiKey) return answer(res, 401, { error: { code: 'WrongCredentialsError' } })
    const base = `http://${req.headers.host}`
    if (path === '/api/v3/files/upload_url') return answer(res, 200, { data: `${base}/big/upload` })
    if (req.method === 'POST') return void take(req, res)
    const analysis = /^\/api\/v3\/analyses\/(.+)$/.exec(path)?.[1]
    if (analysis) return analysisOf(res, analysis)
    const opinion = known.get(/^\/api\/v3\/files\/([0-9a-f]{64})$/.exec(path)?.[1] ?? '')
    if (!opinion) return answer(res, 404, { error: { code: 'NotFoundError' } })
    const { results: last_analysis_results = {}, ...last_analysis_stats } = opinion
    return answer(res, 200, { data: { attributes: { last_analysis_stats, last_analysis_results } } })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    /** What was asked of it, oldest first. */
    asked,
    uploaded,
    knows: (sha256: string, opinion: Opinion) => void known.set(sha256, opinion),
    thinksOfNew: (opinion: Opinion) => {
      opinionOfNew = opinion
    },
    refuses: (status: number | undefined) => {
      refusal = status
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
