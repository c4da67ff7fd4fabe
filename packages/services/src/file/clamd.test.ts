import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { clamdScanner, verdictOf } from './clamd.ts'
import { ScannerUnavailable } from './scanner.ts'

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A clamd that answers as it is told, once it has heard the end of the stream. */
async function clamdThat(act: (socket: Socket, received: Buffer) => void) {
  const server = createServer((socket) => {
    let received = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      const isWhole =
        (received.subarray(-1).toString() === '\0' && /^z(PING|VERSION)/.test(received.toString('latin1'))) ||
        received.subarray(-4).equals(Buffer.alloc(4))
      if (isWhole) act(socket, received)
    })
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return clamdScanner({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }, { timeoutMs: 300 })
}

const subjectOf = (stream: Readable) => ({
  sha256: '',
  bytes: 10,
  fileName: 'some.txt',
  mayLeave: false,
  open: async () => stream,
})
const body = () => subjectOf(Readable.from([Buffer.from('some '), Buffer.from('bytes')], { objectMode: false }))

describe('the conversation with clamd', () => {
  it('sends each chunk behind its length, and a zero at the end', async () => {
    let heard = ''
    const scanner = await clamdThat((socket, received) => {
      heard = received.toString('latin1')
      socket.end('stream: OK\0')
    })
    expect(await scanner.scan(body())).toEqual({ kind: 'clean' })
    expect(heard).toMatch(/^zINSTREAM\0/)
    expect(heard.replaceAll(/[\0\u0005\u000a]/g, '')).toBe('zINSTREAMsome bytes')
  })

  it.each([
    ['hangs up without a word', (socket: Socket) => socket.end()],
    ['says half a sentence', (socket: Socket) => socket.end('stream: O')],
    ['complains', (socket: Socket) => socket.end('Error: no memory. ERROR\0')],
    ['resets the connection', (socket: Socket) => socket.resetAndDestroy()],
    ['says nothing', () => undefined],
  ])('knows nothing of a file when clamd %s', async (_, act) => {
    const scanner = await clamdThat(act)
    await expect(scanner.scan(body())).rejects.toThrow(ScannerUnavailable)
  })

  it('knows nothing of a file when there is no clamd', async () => {
    await expect(clamdScanner({ socket: '/nowhere/clamd.ctl' }).scan(body())).rejects.toThrow(ScannerUnavailable)
  })

  it("hands on the error of bytes that cannot be read, which is not the scanner's", async () => {
    const scanner = await clamdThat((socket) => socket.end('stream: OK\0'))
    const failing = Readable.from(
      (function* () {
        yield Buffer.from('x')
        throw new Error('disk')
      })(),
    )
    await expect(scanner.scan(subjectOf(failing))).rejects.toThrow('disk')
  })

  it('tells what it knows by the version of its signatures', async () => {
    const scanner = await clamdThat((socket) => socket.end('ClamAV 1.4.6/27500/Fri Nov 20 2026\0'))
    expect(await scanner.signatures()).toBe('ClamAV 1.4.6/27500/Fri Nov 20 2026')
    const other = await clamdThat((socket) => socket.end('UNKNOWN COMMAND\0'))
    await expect(other.signatures()).rejects.toThrow(ScannerUnavailable)
  })

  it('is ready when it answers PONG', async () => {
    const scanner = await clamdThat((socket) => socket.end('PONG\0'))
    await expect(scanner.probe()).resolves.toBeUndefined()
    const other = await clamdThat((socket) => socket.end('HTTP/1.1 400\0'))
    await expect(other.probe()).rejects.toThrow(ScannerUnavailable)
  })
})

describe('verdictOf', () => {
  it.each([
    ['stream: OK', { kind: 'clean' }],
    ['stream: Eicar-Test-Signature FOUND', { kind: 'infected', signature: 'Eicar-Test-Signature' }],
    [
      'stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND',
      { kind: 'unscannable', reason: 'Heuristics.Limits.Exceeded.MaxFileSize', cause: 'tooLarge' },
    ],
    [
      'stream: Heuristics.Encrypted.Zip FOUND',
      { kind: 'unscannable', reason: 'Heuristics.Encrypted.Zip', cause: 'encrypted' },
    ],
    [
      'INSTREAM size limit exceeded. ERROR',
      { kind: 'unscannable', reason: 'Too large for the scanner', cause: 'tooLarge' },
    ],
  ])('%s', (reply, verdict) => {
    expect(verdictOf(reply)).toEqual(verdict)
  })

  it.each(['', 'OK', 'stream: OK FOUND ERROR', 'stream:OK', 'stream: ok', 'stream: x ERROR'])(
    '%j is no verdict',
    (reply) => {
      expect(() => verdictOf(reply)).toThrow(ScannerUnavailable)
    },
  )
})
