import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type ArchiveLimits, defaultArchiveLimits } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { inspectArchive } from './inspect-archive.ts'
import { nestedZip } from './prove-scanner.ts'

type Content = readonly [name: string, bytes: Buffer, mode?: number]

function zipOf(...contents: readonly Content[]): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes, mode] of contents) zip.addBuffer(bytes, name, mode === undefined ? {} : { mode })
  zip.end()
  return buffer(zip.outputStream)
}

const inspect = (zip: Buffer, limits: Partial<ArchiveLimits> = {}) =>
  inspectArchive(
    zip.length,
    async (start, end) => Readable.from([zip.subarray(start, end + 1)], { objectMode: false }),
    { ...defaultArchiveLimits, ...limits },
  )

const text = Buffer.from('some words')

/** Rewrites a ZIP's directory, where the n-th entry begins, as an attacker would. */
function forge(zip: Buffer, nth: number, change: (entry: Buffer) => void): Buffer {
  const forged = Buffer.from(zip)
  let at = -1
  for (let seen = 0; seen <= nth; seen += 1) at = forged.indexOf('PK\u0001\u0002', at + 1, 'latin1')
  change(forged.subarray(at))
  return forged
}

describe('inspectArchive', () => {
  it('finds nothing wrong with what people send', async () => {
    const inner = await zipOf(['sheet.xml', text])
    const zip = await zipOf(['word/document.xml', text], ['word/embeddings/book.xlsx', inner])
    expect(await inspect(zip)).toBeNull()
  })

  it('counts entries, by what is said and by what is there', async () => {
    const many = await zipOf(...Array.from({ length: 11 }, (_, index): Content => [`${index}`, text]))
    expect(await inspect(many, { entries: 10 })).toBe('too_many_entries')
    expect(await inspect(many, { entries: 11 })).toBeNull()
  })

  it('adds up what comes out of it', async () => {
    const zeros = Buffer.alloc(4_000_000)
    const bomb = await zipOf(['a', zeros], ['b', zeros])
    expect(await inspect(bomb, { unpackedBytes: 5_000_000 })).toBe('unpacked_too_large')
    expect(await inspect(bomb, { ratioFromBytes: 1_000_000, ratio: 150 })).toBe('ratio')
    expect(await inspect(bomb)).toBeNull()
  })

  it('goes down, but not for ever', async () => {
    expect(await inspect(await nestedZip(3))).toBeNull()
    expect(await inspect(await nestedZip(4))).toBe('too_deep')
    const hidden = await zipOf(['inner.zip', await zipOf(['link', Buffer.from('/etc/passwd'), 0o120777])])
    expect(await inspect(hidden)).toBe('link')
  })

  it('sees links', async () => {
    expect(await inspect(await zipOf(['link', Buffer.from('/etc/passwd'), 0o120777]))).toBe('link')
  })

  it.each(['../../etc', '/etc/pass', 'C:\\window', 'a/../../b'])('sees the way out in the name %s', async (name) => {
    const zip = await zipOf(['x'.repeat(name.length), text])
    expect(await inspect(forge(zip, 0, (entry) => void entry.write(name, 46, 'latin1')))).toBe('path')
  })

  it('sees encryption', async () => {
    const zip = await zipOf(['secret', text])
    expect(await inspect(forge(zip, 0, (entry) => void entry.writeUInt16LE(entry.readUInt16LE(8) | 1, 8)))).toBe(
      'encrypted',
    )
  })

  it('sees entries that share their bytes', async () => {
    const zip = await zipOf(['one', text], ['two', text])
    expect(await inspect(forge(zip, 1, (entry) => void entry.writeUInt32LE(0, 42)))).toBe('overlap')
  })

  it('takes no damaged one for whole', async () => {
    const zip = await zipOf(['one', text])
    expect(await inspect(zip.subarray(0, zip.length - 30))).toBe('damaged')
    expect(await inspect(Buffer.from('PK\u0003\u0004 and no more', 'latin1'))).toBe('damaged')
    const inner = await zipOf(['a.zip', zip])
    const lying = forge(inner, 0, (entry) => void entry.writeUInt32LE(zip.length - 5, 24))
    expect(await inspect(lying)).toBe('damaged')
  })

  it('hands on the error of bytes that cannot be read', async () => {
    const failing = inspectArchive(1000, () => Promise.reject(new Error('disk')), defaultArchiveLimits)
    await expect(failing).rejects.toThrow('disk')
  })
})
