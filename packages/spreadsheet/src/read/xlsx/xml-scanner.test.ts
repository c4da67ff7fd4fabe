import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { XmlScanner } from './xml-scanner.ts'
import { attribute } from './xml-text.ts'

type Seen = readonly [kind: string, ...words: string[]]

/** What is told of a document that comes in pieces of this size. */
function scan(xml: string, size: number, longest = 2000): Seen[] {
  const seen: Seen[] = []
  const scanner = new XmlScanner(
    {
      open: (name, attributes) => seen.push(['open', name, attribute(attributes, 'a') ?? '']),
      close: (name) => seen.push(['close', name]),
      text: (text) => seen.push(['text', text]),
    },
    longest,
  )
  for (let at = 0; at < xml.length; at += size) scanner.write(xml.slice(at, at + size))
  scanner.end()
  return joined(seen)
}

interface Element {
  readonly name: string
  readonly value: string
  readonly children: readonly (Element | string)[]
}

const words = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((text) => text.replace(/[\u0000-\u0008\u000b-\u001f]/g, ''))
const { element } = fc.letrec<{ element: Element; child: Element | string }>((tie) => ({
  element: fc.record({
    name: fc.constantFrom('a', 'row', 'x-1'),
    value: words,
    children: fc.array(tie('child'), { maxLength: 4, depthIdentifier: 'xml' }),
  }),
  child: fc.oneof({ depthSize: 'small', maxDepth: 4, depthIdentifier: 'xml' }, words, tie('element')),
}))

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/["']/g, (quote) => `&#${quote.charCodeAt(0)};`)

const written = ({ name, value, children }: Element, prefix: string): string =>
  `<!-- > --><${prefix}${name} b='">' a="${escaped(value)}"\n>${children.map((child) => (typeof child === 'string' ? escaped(child) : written(child, prefix))).join('')}</${prefix}${name} >`

const told = ({ name, value, children }: Element): Seen[] => [
  ['open', name, value],
  ...children.flatMap((child) => (typeof child === 'string' ? (child ? [['text', child] as const] : []) : told(child))),
  ['close', name],
]

/** Neighbouring texts are one. */
function joined(seen: readonly Seen[]): Seen[] {
  const all: Seen[] = []
  for (const next of seen) {
    const last = all.at(-1)
    if (next[0] === 'text' && last?.[0] === 'text') all[all.length - 1] = ['text', `${last[1]}${next[1]}`]
    else all.push(next)
  }
  return all
}

describe('XML', () => {
  it('is read as it was written, in pieces of any size', () => {
    const property = fc.property(
      element,
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom('', 'x:'),
      (root, size, prefix) => {
        expect(scan(`<?xml version="1.0"?>\n${written(root, prefix)}\n`, size)).toEqual(joined(told(root)))
      },
    )
    fc.assert(property)
  })

  it.each([
    ['unreadable_spreadsheet', '<a><b></a></b>'],
    ['unreadable_spreadsheet', '<a>'],
    ['unreadable_spreadsheet', '<a></a'],
    ['unreadable_spreadsheet', '</a>'],
    ['unreadable_spreadsheet', '<a>'.repeat(100)],
    ['hostile_xml', '<!DOCTYPE a><a/>'],
    ['hostile_xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['hostile_xml', '<a>&b;</a>'],
    ['hostile_xml', '<a>&</a>'],
    ['hostile_xml', '<a>&#0;</a>'],
    ['hostile_xml', '<a>&#x110000;</a>'],
    ['row_too_long', `<a>${' '.repeat(3000)}</a>`],
    ['row_too_long', `<a b="${'c'.repeat(3000)}"/>`],
    ['row_too_long', `<!--${'c'.repeat(3000)}-->`],
  ])('is refused for a reason: %s', (reason, xml) => {
    for (const size of [1, 7, 1000]) expect(() => scan(xml, size)).toThrow(expect.objectContaining({ reason }))
  })
})
