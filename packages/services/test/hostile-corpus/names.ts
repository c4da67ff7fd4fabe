import { available, type HostileFile, refused } from './hostile-file.ts'

/** Different each time: equal bytes would be one blob, whose verdict is known. */
const text = (trick: string) => Buffer.from(`honest text under a dishonest name: ${trick}\n`)

const named = (trick: string, name: string, expected: HostileFile['expected']): HostileFile => ({
  trick,
  name,
  bytes: text(trick),
  expected,
})

/** Names that say one thing and do another. */
export const names: readonly HostileFile[] = [
  named('two extensions', 'invoice.pdf.exe', refused('extension_blocked')),
  named('a null byte before the extension', 'invoice.pdf\u0000.exe', refused('extension_blocked')),
  named('a null byte before an innocent extension', 'evil.exe\u0000.pdf', refused('type_mismatch')),
  named('text written from right to left', 'invoice\u202efdp.exe', refused('extension_blocked')),
  named('dots and spaces at the end', 'evil.exe. . .', refused('extension_blocked')),
  named('capitals', 'EVIL.ExE', refused('extension_blocked')),
  named('a path', '../../../../etc/passwd.txt', available),
  named('a path of the other kind', '..\\..\\windows\\system.txt', available),
  named('five thousand characters', `${'é'.repeat(2500)}.txt`, available),
  named('letters in pieces', 'cafe\u0301.txt', available),
  named('a name that is a device', 'CON.txt', available),
  named('a header in the name', 'a"; filename*=UTF-8\'\'evil.exe; x="b.txt', available),
  named('nothing but an extension', '.htaccess', available),
]
