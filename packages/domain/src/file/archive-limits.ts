import type { UnscannableReason } from './unscannable.ts'

const MB = 1024 * 1024

/** How far an archive may go before it counts as a trap. Office documents are archives too. */
export interface ArchiveLimits {
  readonly entries: number
  /** Bytes of everything in it, by its own word. */
  readonly unpackedBytes: number
  /** Unpacked to packed. Small archives may pass it: a kilobyte of zeros is no attack. */
  readonly ratio: number
  readonly ratioFromBytes: number
  /** Archives in archives in archives. */
  readonly depth: number
}

export const defaultArchiveLimits: ArchiveLimits = {
  entries: 10_000,
  unpackedBytes: 2048 * MB,
  ratio: 150,
  ratioFromBytes: 32 * MB,
  depth: 3,
}

/** Stable: policies name them. */
export const archiveFaults = [
  'encrypted',
  'too_many_entries',
  'unpacked_too_large',
  'ratio',
  'too_deep',
  'path',
  'link',
  'overlap',
  'macros',
  'damaged',
] as const
export type ArchiveFault = (typeof archiveFaults)[number]

const words: Readonly<Record<ArchiveFault, string>> = {
  encrypted: 'it is encrypted',
  too_many_entries: 'it holds too many files',
  unpacked_too_large: 'it is too large when unpacked',
  ratio: 'it unpacks to many times its size',
  too_deep: 'it holds archives in archives',
  path: 'names in it lead out of it',
  link: 'it holds links',
  overlap: 'its parts lie on top of each other',
  macros: 'it holds macros',
  damaged: 'it is damaged',
}

const causes: Readonly<Record<ArchiveFault, UnscannableReason | null>> = {
  encrypted: 'encrypted',
  too_many_entries: 'tooLarge',
  unpacked_too_large: 'tooLarge',
  ratio: 'tooLarge',
  too_deep: 'tooLarge',
  path: null,
  link: null,
  overlap: null,
  macros: null,
  damaged: 'error',
}

/** Which rule of an organization is about it. Null for what is made to do harm: no rule lets that through. */
export const causeOfFault = (fault: ArchiveFault): UnscannableReason | null => causes[fault]

/** For people: "it is encrypted". */
export const archiveFaultInWords = (fault: ArchiveFault): string => words[fault]

/** Whether bytes of this type are a ZIP by another name. */
export const isArchiveType = (mimeType: string | null): boolean =>
  mimeType !== null && /^application\/(zip$|vnd\.openxmlformats-|vnd\.oasis\.opendocument\.)/.test(mimeType)
