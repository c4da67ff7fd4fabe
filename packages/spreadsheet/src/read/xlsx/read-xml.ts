import type { Readable } from 'node:stream'
import { decodeStream } from '../text-encoding.ts'
import { type XmlHandler, XmlScanner } from './xml-scanner.ts'

/** Reads a part of a workbook to its end. Parts are UTF-8 by the standard (ECMA-376, part 2), marked or not; some write UTF-16. */
export async function readXml(part: Readable, handler: XmlHandler, longest: number): Promise<void> {
  const scanner = new XmlScanner(handler, longest)
  for await (const text of xmlText(part)) scanner.write(text)
  scanner.end()
}

/** Its text, piece by piece. Leaving off early ends the stream. */
export async function* xmlText(part: Readable): AsyncGenerator<string> {
  const pieces = part[Symbol.asyncIterator]()
  const { value: first, done } = await pieces.next()
  if (done) return
  const encoding = first[0] === 0xff ? 'utf-16le' : first[0] === 0xfe ? 'utf-16be' : 'utf-8'
  try {
    yield* decodeStream(startingWith(first, pieces), encoding)
  } finally {
    part.destroy()
  }
}

async function* startingWith(first: Buffer, pieces: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (;;) {
    const { value, done } = await pieces.next()
    if (done) return
    yield value
  }
}
