const maxBytes = 255
const maxExtensionBytes = 20

/** Characters that hide, reorder or break the others: control, bidirectional marks, line separators, a stray byte order mark. */
const unreadable = /[\p{Control}\p{Bidi_Control}\p{Line_Separator}\p{Paragraph_Separator}\u200b\ufeff]/gu

/**
 * A name as it is kept and shown: the last part of a path, composed (NFC), without characters that deceive, at most 255
 * bytes with its extension whole. It is never part of a storage key.
 */
export function cleanFileName(given: string): string {
  const readable = given
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC')
    .replace(unreadable, '')
  const base = readable.slice(Math.max(readable.lastIndexOf('/'), readable.lastIndexOf('\\')) + 1)
  const tidy = base
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[. ]+$/u, '')
  return shorten(tidy) || 'file'
}

/** `Report.PDF` -> `pdf`; empty when there is none. A name that is all extension (`.env`) has none. */
export function fileExtension(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
}

function shorten(name: string): string {
  if (utf8Length(name) <= maxBytes) return name
  const suffix = keptSuffix(name)
  return cutToBytes(name.slice(0, name.length - suffix.length), maxBytes - utf8Length(suffix)).trimEnd() + suffix
}

/** What a name ends in however much of it is cut off: `.PDF`, and nothing where that is too long for an extension. */
export function keptSuffix(name: string): string {
  const extension = fileExtension(name)
  const isKept = extension !== '' && utf8Length(extension) <= maxExtensionBytes
  return isKept ? name.slice(name.length - extension.length - 1) : ''
}

/** As many whole characters as fit. */
export function cutToBytes(text: string, bytes: number): string {
  let used = 0
  let kept = ''
  for (const character of text) {
    used += utf8Length(character)
    if (used > bytes) return kept
    kept += character
  }
  return kept
}

export function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
