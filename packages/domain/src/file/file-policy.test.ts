import { describe, expect, it } from 'vitest'
import {
  defaultFilePolicy,
  filePolicyWith,
  isInlineSafe,
  type JudgedFile,
  judgeFile,
  largestAllowed,
  policyFor,
} from './file-policy.ts'
import { blockedExtensions, fileTypes } from './file-type.ts'

const MB = 1024 * 1024

const judge = (file: Partial<JudgedFile> & Pick<JudgedFile, 'name' | 'sniffed'>) => {
  const verdict = judgeFile({ size: 10, policy: defaultFilePolicy, ...file })
  return verdict.isAccepted ? verdict.type.mime : verdict.code
}

describe('judgeFile', () => {
  it.each([
    ['photo.JPG', 'image/jpeg', 'image/jpeg'],
    ['letter.doc', 'application/x-cfb', 'application/msword'],
    ['table.csv', 'text/plain', 'text/csv'],
    ['notes.md', 'text/html', 'text/markdown'],
    ['drawing.svg', 'image/svg+xml', 'image/svg+xml'],
    ['moving.png', 'image/apng', 'image/png'],
    ['README', 'text/plain', 'text/plain'],
    ['scan', 'application/pdf', 'application/pdf'],
  ])('takes %s whose bytes are %s as %s', (name, sniffed, mime) => {
    expect(judge({ name, sniffed })).toBe(mime)
  })

  it.each([
    ['setup.exe', 'application/x-msdownload', 'extension_blocked'],
    ['photo.jpg.js', 'text/plain', 'extension_blocked'],
    ['page.html', 'text/html', 'extension_blocked'],
    ['all.zip', 'application/zip', 'extension_blocked'],
    ['thing.xyz', 'text/plain', 'type_not_allowed'],
    ['setup', 'application/x-msdownload', 'type_not_allowed'],
    ['noise', null, 'type_not_allowed'],
    ['report.pdf', 'image/png', 'type_mismatch'],
    ['photo.png', 'application/x-msdownload', 'type_mismatch'],
    ['drawing.svg', 'text/html', 'type_mismatch'],
    ['table.csv', 'image/png', 'type_mismatch'],
    ['book.xlsx', 'application/zip', 'type_mismatch'],
    ['noise.mp3', null, 'type_mismatch'],
  ])('refuses %s whose bytes are %s: %s', (name, sniffed, code) => {
    expect(judge({ name, sniffed })).toBe(code)
  })

  it('refuses an empty file, whatever it is called', () => {
    expect(judge({ name: 'a.txt', sniffed: null, size: 0 })).toBe('empty_file')
  })

  it.each([
    ['a.pdf', 'application/pdf', 100 * MB],
    ['a.png', 'image/png', 50 * MB],
    ['a.mp4', 'video/mp4', 500 * MB],
    ['a.mp3', 'audio/mpeg', 100 * MB],
    ['a.csv', 'text/plain', 50 * MB],
  ])('takes %s of just the limit and refuses one byte more', (name, sniffed, limit) => {
    expect(judge({ name, sniffed, size: limit })).not.toBe('too_large')
    expect(judge({ name, sniffed, size: limit + 1 })).toBe('too_large')
  })

  it('refuses what has no end', () => {
    expect(judge({ name: 'a.png', sniffed: 'image/png', isTruncated: true })).toBe('truncated')
  })

  it('lets an installation set limits of its own', () => {
    const policy = filePolicyWith({ video: 3 })
    expect(judge({ name: 'a.mp4', sniffed: 'video/mp4', size: 4, policy })).toBe('too_large')
    expect(largestAllowed(policy)).toBe(100 * MB)
  })

  it("says why in a person's words", () => {
    const verdict = judgeFile({ name: 'report.pdf', sniffed: 'image/png', size: 10, policy: defaultFilePolicy })
    expect(verdict).toMatchObject({
      message: 'The name ends in .pdf, but the contents are a different type (PNG image)',
    })
  })
})

describe('a policy for one part of the product', () => {
  const archive = { name: 'app.zip', sniffed: 'application/zip', size: 10 }

  it('takes archives for the app builder, and nowhere else, whatever they are called', () => {
    expect(judgeFile({ ...archive, policy: policyFor(defaultFilePolicy, 'app-builder') }).isAccepted).toBe(true)
    for (const policy of [defaultFilePolicy, policyFor(defaultFilePolicy, 'workspace')]) {
      expect(judgeFile({ ...archive, policy })).toMatchObject({ code: 'extension_blocked' })
      expect(judgeFile({ ...archive, name: 'app', policy })).toMatchObject({ code: 'type_not_allowed' })
    }
  })

  it('opens nothing else with it', () => {
    const policy = policyFor(defaultFilePolicy, 'app-builder')
    expect(judgeFile({ name: 'app.exe', sniffed: 'application/zip', size: 10, policy }).isAccepted).toBe(false)
    expect(judgeFile({ name: 'app.zip', sniffed: 'text/plain', size: 10, policy })).toMatchObject({
      code: 'type_mismatch',
    })
  })
})

describe('the table of types', () => {
  it('has each extension once, and none that is blocked but for one part of the product', () => {
    const extensions = fileTypes.flatMap((type) => type.extensions)
    expect(new Set(extensions).size).toBe(extensions.length)
    const general = fileTypes.filter(({ onlyFor }) => !onlyFor).flatMap((type) => type.extensions)
    expect(general.filter((extension) => blockedExtensions.includes(extension))).toEqual([])
  })

  it.each(['image/svg+xml', 'text/html', 'application/xml', 'text/markdown', 'application/octet-stream', null])(
    'never shows %s in the browser',
    (mime) => {
      expect(isInlineSafe(mime)).toBe(false)
    },
  )

  it.each(['image/jpeg', 'image/png', 'application/pdf', 'text/plain', 'video/mp4', 'audio/mpeg'])(
    'may show %s',
    (mime) => {
      expect(isInlineSafe(mime)).toBe(true)
    },
  )
})
