import { describe, expect, it } from 'vitest'
import { refusalByName, refusalBySpace } from './judge-before-upload.ts'

const MB = 1024 * 1024
const policy = {
  extensions: ['pdf', 'jpg', 'csv'],
  maxBytes: { document: 100 * MB, image: 50 * MB, video: 500 * MB, audio: 100 * MB, text: 50 * MB, other: 50 * MB },
}
const space = { quotaBytes: 100 * MB, usedBytes: 60 * MB, reservedBytes: 10 * MB }
const judge = (name: string, bytes: number) => refusalByName({ name, bytes, policy })

describe('judging a file before its bytes travel', () => {
  it('lets what fits pass', () => {
    expect(judge('plan.pdf', 5 * MB)).toBeNull()
    expect(judge('Photo.JPG', 5 * MB)).toBeNull()
  })

  it('refuses programs and unknown types, and says whom to ask', () => {
    expect(judge('setup.exe', 1)).toBe('Files that end in .exe are not accepted. Ask an administrator if you need it.')
    expect(judge('model.blend', 1)).toContain('.blend are not accepted')
    expect(judge('sheet.xlsx', 1)).toContain('.xlsx are not accepted')
  })

  it('refuses what is larger than its kind may be, and names the limit', () => {
    expect(judge('huge.jpg', 50 * MB + 1)).toContain('larger than 50.0 MB')
  })

  it('refuses an empty file without sending people to an administrator', () => {
    expect(judge('empty.csv', 0)).toBe('The file is empty.')
  })

  it('counts what is already on its way against the space left', () => {
    expect(refusalBySpace({ bytes: 20 * MB, bytesAhead: 5 * MB, space })).toBeNull()
    expect(refusalBySpace({ bytes: 20 * MB, bytesAhead: 15 * MB, space })).toContain('only 15 MB of space left')
  })

  it('leaves a file without an extension to the server', () => {
    expect(judge('README', 10)).toBeNull()
  })
})
