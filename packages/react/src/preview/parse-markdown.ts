export type Inline =
  | { readonly kind: 'text' | 'code' | 'strong' | 'em'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly content: readonly Inline[] }
  | { readonly kind: 'paragraph' | 'quote'; readonly content: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'rule' }

const bullet = /^\s*(?:[-*+]|\d+[.)])\s+/

/** The part of Markdown that people write by hand. What it does not know stays text; HTML in it is text too. */
export function parseMarkdown(text: string): readonly Block[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const blocks: Block[] = []
  let at = 0
  const takeWhile = (isMeant: (line: string) => boolean): string[] => {
    const from = at
    while (at < lines.length && isMeant(lines[at] ?? '')) at += 1
    return lines.slice(from, at)
  }

  while (at < lines.length) {
    const line = lines[at] ?? ''
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line)
    if (!line.trim()) at += 1
    else if (/^\s*(```|~~~)/.test(line)) {
      at += 1
      blocks.push({ kind: 'code', text: takeWhile((next) => !/^\s*(```|~~~)/.test(next)).join('\n') })
      at += 1
    } else if (heading) {
      at += 1
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, content: parseInline(heading[2] ?? '') })
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      at += 1
      blocks.push({ kind: 'rule' })
    } else if (bullet.test(line)) blocks.push(listOf(takeWhile((next) => bullet.test(next) || /^\s+\S/.test(next))))
    else if (line.startsWith('>')) {
      const quoted = takeWhile((next) => next.startsWith('>')).map((next) => next.replace(/^>\s?/, ''))
      blocks.push({ kind: 'quote', content: parseInline(quoted.join(' ')) })
    } else {
      const isParagraph = (next: string) =>
        next.trim() !== '' && !/^(#{1,6}\s|>|\s*(```|~~~))/.test(next) && !bullet.test(next)
      at += 1
      blocks.push({ kind: 'paragraph', content: parseInline([line, ...takeWhile(isParagraph)].join(' ')) })
    }
  }
  return blocks
}

/** Lines without a bullet of their own go on with the item before. */
function listOf(lines: readonly string[]): Block {
  const items: string[] = []
  for (const line of lines) {
    if (bullet.test(line)) items.push(line.replace(bullet, ''))
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  }
  return { kind: 'list', isOrdered: /^\s*\d/.test(lines[0] ?? ''), items: items.map(parseInline) }
}

const inline =
  /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*\s][^*]*)\*|(?<!\w)_([^_\s][^_]*)_(?!\w)|\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)/g

export function parseInline(text: string): readonly Inline[] {
  const parts: Inline[] = []
  let from = 0
  for (const match of text.matchAll(inline)) {
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) })
    const [whole, code, strong, strong2, em, em2, label, href] = match
    if (code !== undefined) parts.push({ kind: 'code', text: code })
    else if (href !== undefined && label !== undefined) parts.push({ kind: 'link', text: label, href })
    else if (strong ?? strong2) parts.push({ kind: 'strong', text: strong ?? strong2 ?? '' })
    else parts.push({ kind: 'em', text: em ?? em2 ?? '' })
    from = match.index + whole.length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}
