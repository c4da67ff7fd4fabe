import type { Readable } from 'node:stream'
import { textLimit } from '@groundwork/domain'
import { fromBufferPromise } from 'yauzl'

/** The parts that hold what people wrote: of Word, PowerPoint and OpenDocument. */
const parts = /^(?:word\/(?:document|footnotes|endnotes)\.xml|ppt\/slides\/slide\d+\.xml|content\.xml)$/

/** Of one part. Markup is many times the words in it. */
const MAX_PART_BYTES = 64 * 1024 * 1024

/** What goes on for longer without an end is cut all the same. */
const MAX_PARAGRAPH = 1_000_000

/** The words of a text document or presentation, one paragraph a line. */
export async function readOfficeText(bytes: Buffer): Promise<string> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  const texts = new Map<string, string>()
  let length = 0
  for await (const entry of zip.eachEntry()) {
    if (!parts.test(entry.fileName) || length > textLimit) continue
    const text = await wordsOf(await zip.openReadStreamPromise(entry))
    texts.set(entry.fileName, text)
    length += text.length
  }
  return [...texts]
    .sort(([one], [other]) => numberIn(one) - numberIn(other))
    .map(([, text]) => text)
    .join('\n')
}

/** Slides are shown in this order; parts without a number stay as they were. */
const numberIn = (name: string) => Number(/\d+/.exec(name)?.[0] ?? 0)

async function wordsOf(stream: Readable): Promise<string> {
  const decoder = new TextDecoder('utf-8')
  let text = ''
  let rest = ''
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_PART_BYTES || text.length > textLimit) break // Leaving the loop destroys the stream.
    const markup = rest + decoder.decode(chunk, { stream: true })
    // No program of Office writes one, and nothing but harm is in it.
    if (/<!DOCTYPE/i.test(markup)) throw new Error('The document declares a type of its own')
    // Only up to the last paragraph that is whole, so that no tag and no word is cut in two.
    const end = markup.length > MAX_PARAGRAPH ? markup.length : Math.max(markup.lastIndexOf('</'), 0)
    text += plain(markup.slice(0, end))
    rest = markup.slice(end)
  }
  return text + plain(rest)
}

/** Each pattern stops at the next `<`, so that no input makes it look at anything twice. */
function plain(markup: string): string {
  return markup
    .replace(/<w:(?:instrText|delText)(?: [^<>]*)?>[^<]*/g, '') // Codes of fields, and what an author has taken out.
    .replace(/<(?:\/(?:w:p|a:p|text:p|text:h)|w:br\/|a:br\/|text:line-break\/)>/g, '\n')
    .replace(/<(?:w:tab|text:tab|\/w:tc|\/table:table-cell)[^<>]*>/g, '\t')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (_, decimal, hex, name) =>
      name
        ? (entities[name as keyof typeof entities] ?? '')
        : character(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
    )
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const character = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : '')
