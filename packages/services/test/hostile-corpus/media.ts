import { available, type HostileFile, refused } from './hostile-file.ts'

const box = (brand: string, rest: Buffer) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}\u0000\u0000\u0002\u0000isommp41`, 'latin1'),
    rest,
  ])

/** 55 bytes: a header object, and in it one of length zero. */
function loopingAsf(): Buffer {
  const bytes = Buffer.alloc(55)
  bytes.write('3026b2758e66cf11a6d900aa0062ce6c', 'hex')
  bytes.writeBigUInt64LE(55n, 16)
  bytes.writeUInt32LE(1, 24)
  bytes.write('0102', 28, 'hex')
  bytes.write('0102030405060708090a0b0c0d0e0f10', 30, 'hex')
  return bytes
}

export const media: readonly HostileFile[] = [
  {
    trick: 'a video that sends readers round in circles',
    name: 'a.wmv',
    bytes: loopingAsf(),
    expected: refused('type_not_allowed'),
  },
  { trick: 'the same as another video', name: 'a.mp4', bytes: loopingAsf(), expected: refused('type_mismatch') },
  {
    trick: 'a page that pretends to be a video',
    name: 'a.mp4',
    bytes: box('isom', Buffer.from('<html><script>alert(1)</script></html>')),
    expected: available,
  },
  {
    trick: 'a picture as a video',
    name: 'a.mp4',
    bytes: box('heic', Buffer.alloc(40)),
    expected: refused('type_mismatch'),
  },
  { trick: 'nothing at all', name: 'a.txt', bytes: Buffer.alloc(0), expected: refused('empty_file') },
  {
    trick: 'more than its kind may have',
    name: 'large.txt',
    bytes: Buffer.alloc(3_000_001, 'All work and no play\n'),
    expected: refused('too_large'),
  },
]

/** What the corpus takes text to be at most: whoever drives it through a door sets the limit so. */
export const largestText = 3_000_000
