/** Characters that hide, reorder or break the others: control, bidirectional, line and paragraph separators, halves of a surrogate pair. */
const unreadable = /[\p{Control}\p{Bidi_Control}\p{Line_Separator}\p{Paragraph_Separator}\p{Surrogate}]/gu

/**
 * The header that names a download, by RFC 6266: an ASCII name for old readers and the real one in UTF-8.
 * Nothing in a user's name can end the header, add a parameter to it or name a folder.
 */
export function contentDisposition(fileName: string, { inline = false } = {}): string {
  const name = fileName.replace(unreadable, '').replace(/[/\\]/g, '_').trim() || 'file'
  const short = Array.from(name).slice(0, 200).join('')
  const ascii = short.replace(/[^ -~]|["%]/gu, '_')
  return `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${percentEncode(short)}`
}

/** `encodeURIComponent` leaves four characters alone that RFC 8187 does not allow. */
const percentEncode = (text: string) =>
  encodeURIComponent(text).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
