import { unreachable } from '../groundwork-error.ts'
import { blobName, type FormRequest, type PlainAnswer, type UploadSource } from '../platform.ts'

/** Sends a form by XMLHttpRequest: `fetch` cannot tell how much has been sent. Browsers read a `File` from disk as it goes. */
export async function sendForm({ url, headers, fields, file, onProgress, signal }: FormRequest): Promise<PlainAnswer> {
  const blob = await blobOf(file)
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  form.append('file', blob, nameOf(file))
  signal?.throwIfAborted()

  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    // What is sent includes the form around the file.
    request.upload.onprogress = ({ loaded }) =>
      onProgress?.({ sentBytes: Math.min(loaded, blob.size), totalBytes: blob.size })
    request.onload = () => resolve({ status: request.status, text: request.responseText })
    request.onerror = () => reject(unreachable(new TypeError('The upload was interrupted')))
    request.onabort = () => reject(signal?.reason)
    request.onloadend = () => signal?.removeEventListener('abort', abort)
    signal?.addEventListener('abort', abort)
    request.send(form)
  })
}

/** A stream is collected first: browsers send one only over HTTP/2, and never with progress. */
async function blobOf(source: UploadSource): Promise<Blob> {
  if (typeof source === 'string') throw new TypeError('A browser cannot read a path: pass a File or Blob')
  if (source instanceof Blob) return source
  if ('bytes' in source) return new Blob([source.bytes as Uint8Array<ArrayBuffer>])
  const chunks: Uint8Array<ArrayBuffer>[] = []
  for await (const chunk of source.stream as AsyncIterable<Uint8Array<ArrayBuffer>>) chunks.push(chunk)
  return new Blob(chunks)
}

const nameOf = (source: UploadSource): string =>
  typeof source === 'string' ? source : source instanceof Blob ? blobName(source) : source.name
