import { blobName, type ResumableSource, type UploadSource } from '../platform.ts'

/** In a browser what can be read again is a `Blob`: everything else goes by `uploadFile`. */
export async function resumableSource(source: UploadSource): Promise<ResumableSource> {
  if (source instanceof Blob) return { name: blobName(source), size: source.size, input: source, close: () => {} }
  if (typeof source !== 'string' && 'bytes' in source) {
    const { name, bytes } = source
    return { name, size: bytes.length, input: new Blob([new Uint8Array(bytes)]), close: () => {} }
  }
  throw new TypeError('A browser uploads a File, a Blob or bytes so that it can resume')
}
