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

const MB = 1024 * 1024

/** What may be kept, and how large. Data, so that an installation or a test may tell otherwise. */
export interface FilePolicy {
  /** MIME types, of those in `fileTypes`. */
  readonly allowed: ReadonlySet<string>
  readonly blockedExtensions: ReadonlySet<string>
  readonly maxBytes: Readonly<Record<FileKind, number>>
}

/** Seed 004, task 5. */
export const defaultFilePolicy: FilePolicy = {
  allowed: new Set(fileTypes.map(({ mime }) => mime)),
  blockedExtensions: new Set(blockedExtensions),
  maxBytes: { document: 100 * MB, image: 50 * MB, video: 500 * MB, audio: 100 * MB, text: 50 * MB, other: 50 * MB },
}

/** The default policy with other limits for some kinds. */
export const filePolicyWith = (maxBytes: Partial<Record<FileKind, number>>): FilePolicy => ({
  ...defaultFilePolicy,
  maxBytes: { ...defaultFilePolicy.maxBytes, ...maxBytes },
})

/** No upload of any kind may be larger. */
export const largestAllowed = ({ maxBytes }: FilePolicy): number => Math.max(...Object.values(maxBytes))

/** Stable: clients and translations rely on them. */
export const refusals = [
  'extension_blocked',
  'type_not_allowed',
  'type_mismatch',
  'too_large',
  'empty_file',
  'truncated',
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
  readonly policy: FilePolicy
}

/** The one verdict over every file, through whichever door it comes. Name and bytes must agree, and both be allowed. */
export function judgeFile({ name, sniffed, size, isTruncated = false, policy }: JudgedFile): Verdict {
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
  if (isTruncated) return refuse('truncated', `The ${type.label} is incomplete: its end is missing`)
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
