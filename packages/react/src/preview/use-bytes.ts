import { useEffect, useState } from 'react'
import type { PreviewedFile, PreviewSource, PreviewVariant } from './preview-source.ts'
import { useLoaded } from './use-loaded.ts'

/** The bytes of a file as an address inside this page, for as long as it is shown. */
export function useObjectUrl(file: PreviewedFile, source: PreviewSource, variant: PreviewVariant, type?: string) {
  const { value, error, retry } = useLoaded(`${file.id} ${variant}`, async (signal) =>
    (await source.fetch(variant, { signal })).blob(),
  )
  const [url, setUrl] = useState<string | null>(null)

  useEffect(() => {
    if (!value) return
    // The type is ours to say: what the page does with the bytes must not depend on a header.
    const made = URL.createObjectURL(type ? new Blob([value], { type }) : value)
    setUrl(made)
    return () => {
      setUrl(null)
      URL.revokeObjectURL(made)
    }
  }, [value, type])
  return { url, error, retry }
}

/** So much of a text is shown; nobody reads more of it in a preview. */
export const mostTextBytes = 1024 * 1024

/** The beginning of a text, decoded. What is not UTF-8 is read as the old Western encoding. */
export function useText(file: PreviewedFile, source: PreviewSource) {
  const isCut = (file.fileSize ?? 0) > mostTextBytes
  const { value, error, retry } = useLoaded(file.id, async (signal) => {
    const range = { start: 0, end: mostTextBytes - 1 }
    const response = await source.fetch('original', { signal, ...(isCut && { range }) })
    return decodeText(await response.arrayBuffer(), isCut)
  })
  return { text: value, error, retry, isCut }
}

/** A cut may go through the middle of a character: `stream` forgives that. */
export function decodeText(bytes: ArrayBuffer, isCut = false): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
