import { type FileType, fileExtension, fileTypes } from '@groundwork/domain'

/** What a server says of the bytes it sends. */
export interface ToldOfBytes {
  /** Where they came from in the end. */
  readonly url: URL
  readonly disposition: string | undefined
  readonly contentType: string | undefined
}

/**
 * What bytes from an address are called: as the server calls them, else as the address ends. A name without an extension gets
 * that of the type the server names: whether the bytes are of it, is for the upload to judge.
 */
export function nameAtUrl({ url, disposition, contentType }: ToldOfBytes): string {
  const given = (disposition && dispositionName(disposition)) || lastSegment(url)
  const [extension] = typeNamed(contentType)?.extensions ?? []
  // The end of a host is no extension: example.com is no program, and what photos.zip sends no archive.
  if (!given) return extension ? `${url.hostname}.${extension}` : url.hostname.replaceAll('.', '-')
  return extension && !knownExtensions.has(fileExtension(given)) ? `${given}.${extension}` : given
}

const knownExtensions: ReadonlySet<string> = new Set(fileTypes.flatMap(({ extensions }) => extensions))

function typeNamed(contentType: string | undefined): FileType | undefined {
  const mime = contentType?.split(';', 1)[0]?.trim().toLowerCase()
  return fileTypes.find((type) => type.mime === mime)
}

/** RFC 6266: `filename*` goes before `filename`. */
function dispositionName(header: string): string | undefined {
  const extended = /(?:^|;)\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1]
  if (extended !== undefined) return decoded(extended)
  const [, quoted, token] = /(?:^|;)\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]+))/i.exec(header) ?? []
  return quoted?.replace(/\\(.)/g, '$1') ?? token
}

const lastSegment = ({ pathname }: URL): string => decoded(pathname.slice(pathname.lastIndexOf('/') + 1))

/** What is not properly encoded stays as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
