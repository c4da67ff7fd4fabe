import http from 'node:http'

export interface Call {
  readonly path: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Caller {
  /** Resolves to the number of bytes that came back. Rejects on any status of 400 or more. */
  call(call: Call): Promise<number>
  close(): void
}

/** Calls one server on this machine over connections that stay open: a load generator without ornaments. */
export function httpCaller(url: string): Caller {
  const { hostname, port } = new URL(url)
  if (hostname !== '127.0.0.1') throw new Error('Load is made on this machine only')
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
  return {
    call: ({ path, method = 'GET', headers = {}, body }) =>
      new Promise((resolve, reject) => {
        const length =
          body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
        const request = http.request(
          { agent, host: hostname, port, path, method, headers: { ...headers, ...length } },
          (response) => {
            let bytes = 0
            const status = response.statusCode ?? 0
            let refusal = ''
            response.on('data', (chunk: Buffer) => {
              bytes += chunk.length
              if (status >= 400) refusal += chunk.toString('utf8')
            })
            response.once('error', reject)
            response.once('end', () =>
              status < 400 ? resolve(bytes) : reject(new Error(`${method} ${path}: ${status} ${refusal}`)),
            )
          },
        )
        request.once('error', reject)
        request.end(body)
      }),
    close: () => agent.destroy(),
  }
}
