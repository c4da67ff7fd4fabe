import type { FileKind } from './file-kind.ts'
import { fileExtension } from './file-name.ts'
import { fileSizeInWords } from './file-size.ts'
import {
  areBytesOf,
  blockedExtensions,
  type FileType,
  fileTypes,
  typeOfBytes,
  typeOfExtension,
  typeOfMime,
} from './file-type.ts'
import type { StorageSystem } from './storage-system.ts'

const MB = 1024 * 1024

/** What may be kept, and how large. Data, so that an installation or a test may tell otherwise. */
export interface FilePolicy {
  /** MIME types, of those in `fileTypes`. */
  readonly allowed: ReadonlySet<string>
  readonly blockedExtensions: ReadonlySet<string>
  readonly maxBytes: Readonly<Record<FileKind, number>>
  /** Width times height of a picture: what a small file would unfold to in the memory of whoever opens it. */
  readonly maxPixels: number
}

/** Seed 004, task 5. */
export const defaultFilePolicy: FilePolicy = {
  allowed: new Set(fileTypes.filter(({ onlyFor }) => !onlyFor).map(({ mime }) => mime)),
  blockedExtensions: new Set(blockedExtensions),
  maxBytes: { document: 100 * MB, image: 50 * MB, video: 500 * MB, audio: 100 * MB, text: 50 * MB, other: 50 * MB },
  maxPixels: 250_000_000,
}

/** The default policy with other limits for some kinds. */
export const filePolicyWith = (maxBytes: Partial<Record<FileKind, number>>): FilePolicy => ({
  ...defaultFilePolicy,
  maxBytes: { ...defaultFilePolicy.maxBytes, ...maxBytes },
})

/** The policy where files are taken for one part of the product: what only that part keeps is let in there, and nowhere else. */
export function policyFor(policy: FilePolicy, system: StorageSystem): FilePolicy {
  const own = fileTypes.filter(({ onlyFor }) => onlyFor === system)
  const extensions = new Set(own.flatMap((type) => type.extensions))
  return {
    ...policy,
    allowed: new Set([...policy.allowed, ...own.map(({ mime }) => mime)]),
    blockedExtensions: new Set([...policy.blockedExtensions].filter((extension) => !extensions.has(extension))),
  }
}

/** No upload of any kind may be larger. */
export const largestAllowed = ({ maxBytes }: FilePolicy): number => Math.max(...Object.values(maxBytes))

/** What a client tells people before they try. */
export const allowedExtensions = ({ allowed, blockedExtensions }: FilePolicy): string[] =>
  fileTypes
    .filter(({ mime }) => allowed.has(mime))
    .flatMap(({ extensions }) => extensions)
    .filter((extension) => !blockedExtensions.has(extension))

/** Stable: clients and translations rely on them. */
export const refusals = [
  'extension_blocked',
  'type_not_allowed',
  'type_mismatch',
  'too_large',
  'empty_file',
  'truncated',
  'damaged',
  'too_many_pixels',
  'hidden_archive',
] as const
export type Refusal = (typeof refusals)[number]

export type Verdict =
  | { readonly isAccepted: true; readonly type: FileType }
  | { readonly isAccepted: false; readonly code: Refusal; readonly message: string }

export interface JudgedFile {
  readonly name: string
  /** What the bytes are, by their own look. The client's word counts for nothing. Null when unknown. */
  readonly sniffed: string | null
  /** Bytes, as far as known: all of them, or those so far. */
  readonly size: number
  /** The bytes have come to an end where their format says that more must follow. */
  readonly isTruncated?: boolean
  /** Width times height, where the bytes have told; 0 where a picture tells nothing that can be. */
  readonly pixels?: number | null
  /** There is a ZIP at the end of what is none. */
  readonly hidesArchive?: boolean
  readonly policy: FilePolicy
}

/** The one verdict over every file, through whichever door it comes. Name and bytes must agree, and both be allowed. */
export function judgeFile(file: JudgedFile): Verdict {
  const { name, sniffed, size, policy } = file
  const extension = fileExtension(name)
  if (policy.blockedExtensions.has(extension))
    return refuse('extension_blocked', `Files that end in .${extension} are not accepted`)
  if (size === 0) return refuse('empty_file', 'The file is empty')

  const promised = typeOfExtension(extension)
  const found = sniffed === null ? undefined : typeOfBytes(sniffed)
  const type = promised ?? found
  if (!type || (extension && !promised) || !policy.allowed.has(type.mime)) return refuseType(extension, found)
  if (promised && (sniffed === null || !areBytesOf(promised, sniffed)))
    return refuseMismatch(extension, promised, found)

  const limit = policy.maxBytes[type.kind]
  if (size > limit)
    return refuse('too_large', `The file is larger than ${fileSizeInWords(limit)}, the limit for this type`)
  return judgeShape(file, type)
}

/** What the bytes say of themselves beyond their type. */
function judgeShape({ isTruncated, pixels = null, hidesArchive, policy }: JudgedFile, type: FileType): Verdict {
  if (isTruncated) return refuse('truncated', `The ${type.label} is incomplete: its end is missing`)
  if (pixels === 0) return refuse('damaged', `The ${type.label} is damaged: it has no size`)
  if (pixels !== null && pixels > policy.maxPixels)
    return refuse('too_many_pixels', `The picture has more than ${policy.maxPixels.toLocaleString('en')} pixels`)
  if (hidesArchive) return refuse('hidden_archive', `There is an archive hidden behind the ${type.label}`)
  return { isAccepted: true, type }
}

const refuse = (code: Refusal, message: string): Verdict => ({ isAccepted: false, code, message })

const refuseType = (extension: string, found: FileType | undefined): Verdict =>
  refuse(
    'type_not_allowed',
    extension
      ? `Files of type .${extension} are not accepted`
      : `Files of this type are not accepted${found ? ` (${found.label})` : ''}`,
  )

const refuseMismatch = (extension: string, promised: FileType, found: FileType | undefined): Verdict =>
  refuse(
    'type_mismatch',
    `The name ends in .${extension}, but the contents are ${found ? `a different type (${found.label})` : `not a ${promised.label}`}`,
  )

/** Whether a browser may show a file of this type from our own origin. Unknown types may not. */
export const isInlineSafe = (mime: string | null): boolean => mime !== null && typeOfMime(mime)?.isInlineSafe === true
