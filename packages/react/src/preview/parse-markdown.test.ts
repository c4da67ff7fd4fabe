import { describe, expect, it } from 'vitest'
import { parseInline, parseMarkdown } from './parse-markdown.ts'

describe('markdown', () => {
  it('knows headings, paragraphs over several lines, lists, quotes, code and rules', () => {
    const text = '# Title\n\nOne\ntwo\n\n- a\n  more\n- b\n\n1. x\n\n> said\n\n```ts\nlet a\n```\n---'
    expect(parseMarkdown(text).map(({ kind }) => kind)).toEqual([
      'heading',
      'paragraph',
      'list',
      'list',
      'quote',
      'code',
      'rule',
    ])
    expect(parseMarkdown(text)[2]).toEqual({
      kind: 'list',
      isOrdered: false,
      items: [[{ kind: 'text', text: 'a more' }], [{ kind: 'text', text: 'b' }]],
    })
    expect(parseMarkdown(text)[5]).toEqual({ kind: 'code', text: 'let a' })
  })

  it('knows code, strong, emphasis and links inside a line', () => {
    expect(parseInline('a `b` **c** *d* [e](https://f.example) snake_case_name')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'code', text: 'b' },
      { kind: 'text', text: ' ' },
      { kind: 'strong', text: 'c' },
      { kind: 'text', text: ' ' },
      { kind: 'em', text: 'd' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'e', href: 'https://f.example' },
      { kind: 'text', text: ' snake_case_name' },
    ])
  })

  it('leaves HTML and links that are not web addresses as text', () => {
    expect(parseInline('<script>x</script> [y](javascript:alert)')).toEqual([
      { kind: 'text', text: '<script>x</script> [y](javascript:alert)' },
    ])
  })

  it('comes to an end on an unfinished code block', () => {
    expect(parseMarkdown('```\nnever closed')).toEqual([{ kind: 'code', text: 'never closed' }])
  })
})
