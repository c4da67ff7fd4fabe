import { Readable } from 'node:stream'
import { StorageError, type StorageProvider } from '@groundwork/storage'
import { describe, expect, it } from 'vitest'
import { type ByteRequest, serveBytes } from './served-file.ts'

const storageKey = '01900000-0000-7000-8000-000000000001/workspace/file/a/20260101_000000_000000000001_a.pdf'
const source = {
  storageProvider: 'local',
  storageKey,
  bytes: 10,
  mimeType: 'application/pdf',
  fileName: 'a "b" \u00e9.pdf',
  tag: 'abc',
}
const storagesWith = (open: () => Promise<Readable>) => ({ of: () => ({ open }) as unknown as StorageProvider })
const storages = storagesWith(async () => Readable.from(['x']))
const serve = (request: ByteRequest, changes: Partial<typeof source> = {}) =>
  serveBytes(storages, { ...source, ...changes }, request)

describe('serveBytes', () => {
  it('sends the whole with its length, its tag and headers that let nothing run', () => {
    const { status, headers } = serve({})
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      ETag: '"abc"',
      'Accept-Ranges': 'bytes',
      'Content-Length': '10',
      'Content-Type': 'application/pdf',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, no-cache',
    })
    expect(headers['Content-Disposition']).toMatch(
      /^attachment; filename="[ -~]*"; filename\*=UTF-8''a%20%22b%22%20%C3%A9\.pdf$/,
    )
  })

  it('sends a part', () => {
    expect(serve({ range: 'bytes=2-4' })).toMatchObject({
      status: 206,
      headers: { 'Content-Range': 'bytes 2-4/10', 'Content-Length': '3' },
    })
  })

  it('sends the whole when the part was asked of other bytes', () => {
    expect(serve({ range: 'bytes=2-4', ifRange: '"old"' }).status).toBe(200)
    expect(serve({ range: 'bytes=2-4', ifRange: '"abc"' }).status).toBe(206)
  })

  it('sends nothing that is known, asked for beyond the end, or only asked about', () => {
    expect(serve({ ifNoneMatch: '"abc"' })).toMatchObject({ status: 304, open: null })
    expect(serve({ range: 'bytes=10-' })).toMatchObject({
      status: 416,
      open: null,
      headers: { 'Content-Range': 'bytes */10' },
    })
    expect(serve({ isHead: true })).toMatchObject({ status: 200, open: null, headers: { 'Content-Length': '10' } })
  })

  it('shows inline only what cannot run', () => {
    const disposition = (mimeType: string) => serve({ isInline: true }, { mimeType }).headers['Content-Disposition']
    expect(disposition('application/pdf')).toMatch(/^inline/)
    expect(disposition('image/svg+xml')).toMatch(/^attachment/)
    expect(disposition('text/html')).toMatch(/^attachment/)
  })

  it('says unavailable, and no more, when the bytes cannot be opened', async () => {
    const open = async () => {
      throw new StorageError('not_found', 'secret/key')
    }
    const { open: opening } = serveBytes(storagesWith(open), source, {})
    await expect(opening?.()).rejects.toMatchObject({ code: 'unavailable', reason: 'bytes_missing' })
  })
})
