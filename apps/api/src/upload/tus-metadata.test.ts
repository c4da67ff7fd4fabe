import { describe, expect, it } from 'vitest'
import { announcedIn, announcedThrough, readChecksum, readCount, readTusMetadata } from './tus-metadata.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

const organization = '0193f1a0-0000-7000-8000-000000000001'

describe('tus metadata', () => {
  it('says what the file is called and where it belongs', () => {
    const header = `filename ${base64('Grüße, a.txt')}, organization ${base64(organization)},tags ${base64('["a,b","c"]')},is_empty`
    expect(announcedIn(readTusMetadata(header))).toEqual({
      fileName: 'Grüße, a.txt',
      organization,
      tags: ['a,b', 'c'],
    })
  })

  it.each(['filename !', 'a b c', 'a YQ==,a YQ==', `a ${'A'.repeat(9000)}`])('refuses %s', (header) => {
    expect(() => readTusMetadata(header)).toThrow()
  })

  it.each([undefined, '', '-1', '1.5', '1e3'])('refuses a length of %s', (length) => {
    expect(() => readCount('Upload-Length', length)).toThrow()
  })

  it.each(['organization', 'folder', 'replaces'])('takes nothing but an id for %s', (key) => {
    const said = new Map([
      ['filename', 'a.txt'],
      ['organization', organization],
      [key, "' or 1=1"],
    ])
    expect(() => announcedIn(said)).toThrow(expect.objectContaining({ code: 'invalid' }))
  })

  it('through a link names the file and nothing else', () => {
    const place = { organization, folder: organization }
    expect(announcedThrough(place, new Map([['name', 'a.txt']]))).toEqual({ ...place, fileName: 'a.txt' })
    const elsewhere = new Map([
      ['filename', 'a.txt'],
      ['folder', organization],
    ])
    expect(() => announcedThrough(place, elsewhere)).toThrow(expect.objectContaining({ code: 'invalid' }))
  })

  it('knows the checksums it can check', () => {
    expect(readChecksum('sha1 YWJj')).toEqual({ algorithm: 'sha1', digest: Buffer.from('abc') })
    expect(() => readChecksum('crc32 YWJj')).toThrow()
  })
})
