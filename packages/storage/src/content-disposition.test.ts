import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileText } from '../test/hostile-text.ts'
import { contentDisposition } from './content-disposition.ts'

describe('contentDisposition', () => {
  it.each([
    ['report.pdf', `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`],
    ['Übersicht.pdf', `attachment; filename="_bersicht.pdf"; filename*=UTF-8''%C3%9Cbersicht.pdf`],
    ['a"; x="b.txt', `attachment; filename="a_; x=_b.txt"; filename*=UTF-8''a%22%3B%20x%3D%22b.txt`],
    ["it's (1)*.txt", `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
    ['../../etc/passwd', `attachment; filename=".._.._etc_passwd"; filename*=UTF-8''.._.._etc_passwd`],
    ['photo\u202Egnp.exe', `attachment; filename="photognp.exe"; filename*=UTF-8''photognp.exe`],
    ['', `attachment; filename="file"; filename*=UTF-8''file`],
  ])('names %j', (name, header) => {
    expect(contentDisposition(name)).toBe(header)
  })

  it('can show instead of save', () => {
    expect(contentDisposition('a.png', { inline: true })).toMatch(/^inline; filename="a.png"/)
  })

  it('is one line of three parts for any name, and at most about 2 kB', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const name = text.repeat(5)
        const header = contentDisposition(name)
        expect(header).toMatch(/^attachment; filename="[^"\\\r\n%]+"; filename\*=UTF-8''[A-Za-z0-9!~._%-]+$/)
        expect(header).toMatch(/^[ -~]+$/)
        expect(header.length).toBeLessThan(2700)
      }),
    )
  })
})
