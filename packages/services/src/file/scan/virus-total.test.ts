import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeVirusTotal } from '../../../test/fake-virus-total.ts'
import { ScannerUnavailable } from '../scanner.ts'
import { sendOutside } from './send-outside.ts'
import { virusTotalScanner } from './virus-total.ts'

let service: Awaited<ReturnType<typeof fakeVirusTotal>>
beforeEach(async () => {
  service = await fakeVirusTotal()
})
afterEach(() => service.close())

const scanner = (polls = 5) =>
  virusTotalScanner({ ...service, send: sendOutside({ allow: ['127.0.0.1'] }), pollMs: 1, polls })

let opened = 0
function subject(bytes: Buffer, { mayLeave = false, size = bytes.length } = {}) {
  opened = 0
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: size,
    fileName: 'père "noël".exe',
    mayLeave,
    open: async () => {
      opened += 1
      return Readable.from([bytes], { objectMode: false })
    },
  }
}

describe('a file that is known', () => {
  it('is judged by its hash, and no byte is read', async () => {
    const asked = subject(Buffer.from('known'))
    service.knows(asked.sha256, { undetected: 60 })
    expect(await scanner().scan(asked)).toEqual({ kind: 'clean' })
    expect([opened, service.asked]).toEqual([0, [`GET /api/v3/files/${asked.sha256}`]])
  })

  it('is infected when one engine says so, and names at most three of them', async () => {
    const asked = subject(Buffer.from('bad'))
    const results = Object.fromEntries(
      ['A', 'B', 'C', 'D'].map((name) => [name, { category: 'malicious', result: `Worm.${name}` }]),
    )
    const harmless = { Z: { category: 'undetected', result: null } }
    service.knows(asked.sha256, { malicious: 4, undetected: 60, results: { ...harmless, ...results } })
    expect(await scanner().scan(asked)).toEqual({ kind: 'infected', signature: 'A: Worm.A; B: Worm.B; C: Worm.C' })
  })

  it('is not clean when no engine could read it', async () => {
    const asked = subject(Buffer.from('odd'))
    service.knows(asked.sha256, {})
    expect(await scanner().scan(asked)).toMatchObject({ kind: 'unscannable' })
  })
})

describe('a file that is new there', () => {
  it('stays at home unless it may leave', async () => {
    expect(await scanner().scan(subject(Buffer.from('private')))).toMatchObject({ kind: 'unscannable' })
    expect([opened, service.uploaded.size]).toEqual([0, 0])
  })

  it('is sent whole, and waited for', async () => {
    const asked = subject(Buffer.from('new \r\n bytes'), { mayLeave: true })
    service.thinksOfNew({ malicious: 1, results: { A: { category: 'malicious', result: 'Trojan' } } })
    expect(await scanner().scan(asked)).toEqual({ kind: 'infected', signature: 'A: Trojan' })
    expect(service.uploaded.get(asked.sha256)?.toString()).toBe('new \r\n bytes')
  })

  it('goes to an address of its own when it is large, and nowhere when it is too large', async () => {
    const large = Buffer.alloc(33 * 1024 * 1024, 7)
    const asked = subject(large, { mayLeave: true })
    expect(await scanner().scan(asked)).toEqual({ kind: 'clean' })
    expect(service.asked).toContain('POST /big/upload')
    expect(service.uploaded.get(asked.sha256)?.equals(large)).toBe(true)
    const tooLarge = subject(Buffer.from('x'), { mayLeave: true, size: 651 * 1024 * 1024 })
    expect(await scanner().scan(tooLarge)).toMatchObject({ kind: 'unscannable' })
  })

  it('waits for another turn while it is still looked at', async () => {
    await expect(scanner(1).scan(subject(Buffer.from('slow'), { mayLeave: true }))).rejects.toThrow(ScannerUnavailable)
  })
})

describe('a service that says nothing of the file', () => {
  it.each([401, 429, 500, 503])('answers %i', async (status) => {
    service.refuses(status)
    await expect(scanner().scan(subject(Buffer.from('x')))).rejects.toThrow(ScannerUnavailable)
    await expect(scanner().probe()).rejects.toThrow(ScannerUnavailable)
  })

  it('is not there at all', async () => {
    const { url } = service
    await service.close()
    const away = virusTotalScanner({ url, apiKey: 'key', send: sendOutside({ allow: ['127.0.0.1'] }) })
    await expect(away.scan(subject(Buffer.from('x')))).rejects.toThrow(ScannerUnavailable)
  })
})

it('is ready when it knows the file that everybody knows', async () => {
  service.knows('275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f', { malicious: 60 })
  await expect(scanner().probe()).resolves.toBeUndefined()
})
