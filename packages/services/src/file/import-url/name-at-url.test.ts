import { expect, it } from 'vitest'
import { nameAtUrl } from './name-at-url.ts'

const named = (address: string, disposition?: string, contentType?: string) =>
  nameAtUrl({ url: new URL(address), disposition, contentType })

it.each([
  ['the end of the address', named('https://a.example/b/Q3%20report.pdf?x=1'), 'Q3 report.pdf'],
  ['what the server says', named('https://a.example/get', 'attachment; filename="a \\"b\\".pdf"'), 'a "b".pdf'],
  [
    'the whole name before the plain one',
    named('https://a.example/get', `attachment; filename="x.pdf"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.pdf`),
    'Grüße.pdf',
  ],
  ['an extension by the type', named('https://a.example/get', undefined, 'image/png; q=1'), 'get.png'],
  ['the host where there is nothing else', named('https://a.example/', undefined, 'application/pdf'), 'a.example.pdf'],
  [
    'the type also of a host that ends like a file',
    named('https://photos.zip/', undefined, 'image/png'),
    'photos.zip.png',
  ],
  ['the host in one word where nobody names a type', named('https://a.example.com/'), 'a-example-com'],
  ['what is badly encoded as it stands', named('https://a.example/%E0%A4%A.txt'), '%E0%A4%A.txt'],
])('takes %s', (_what, name, expected) => {
  expect(name).toBe(expected)
})
