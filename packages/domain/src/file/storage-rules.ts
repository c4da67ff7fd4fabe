import { z } from 'zod'
import { type ArchiveLimits, defaultArchiveLimits } from './archive-limits.ts'
import { fileKinds } from './file-kind.ts'
import type { FilePolicy } from './file-policy.ts'
import { typeOfMime } from './file-type.ts'
import { storageSystemNames } from './storage-system.ts'
import { type UnscannableReason, unscannableReasons } from './unscannable.ts'

const extension = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^\.?[a-z0-9_+-]{1,20}$/, 'Must be an extension such as exe')
  .transform((text) => text.replace(/^\./, ''))
const allowedType = z.string().refine((mime) => typeOfMime(mime) !== undefined, 'Is no type of file that is accepted')
const days = z.int().min(1).max(36_500)

/** For how many days the bytes of a kind of object are kept at least, whoever deletes them. */
const retentionRule = z.strictObject({
  system: z.enum(storageSystemNames),
  /** Null: whatever the system keeps. */
  objectType: z.string().min(1).max(40).nullable(),
  days: z.int().min(0).max(36_500),
})
export type RetentionRule = z.output<typeof retentionRule>

/** What an organization says of its files. Where it says nothing, the installation's word holds; it can only be stricter than that. */
export const storageRules = z.strictObject({
  maxBytes: z.partialRecord(z.enum(fileKinds), z.int().min(1)).exactOptional(),
  blockedExtensions: z.array(extension).max(500).exactOptional(),
  allowedTypes: z.array(allowedType).min(1).max(500).exactOptional(),
  /** What becomes of files that could not be scanned whole. */
  unscannable: z.partialRecord(z.enum(unscannableReasons), z.enum(['refuse', 'allow'])).exactOptional(),
  /** The only types that are allowed so, where any are named. */
  unscannableTypes: z.array(allowedType).max(500).exactOptional(),
  /** Whether bytes that VirusTotal does not know may be given to it. */
  virusTotalUploads: z.boolean().exactOptional(),
  /** For so many days something deleted can be restored. */
  trashDays: days.exactOptional(),
  retention: z.array(retentionRule).max(100).exactOptional(),
  /** For so many days a link works unless its maker says otherwise. */
  linkDays: z.int().min(1).max(3650).exactOptional(),
  linkPasswordRequired: z.boolean().exactOptional(),
  /** How far an archive is looked into, and how large a picture may be. */
  scanLimits: z
    .strictObject({
      archiveEntries: z.int().min(1).exactOptional(),
      archiveRatio: z.int().min(1).exactOptional(),
      archiveDepth: z.int().min(1).exactOptional(),
      imagePixels: z.int().min(1).exactOptional(),
    })
    .exactOptional(),
})
export type StorageRules = z.output<typeof storageRules>

/** The rules that have an answer also where the organization gave none. */
export type SettledRules = Readonly<
  Required<
    Pick<StorageRules, 'unscannable' | 'virusTotalUploads' | 'trashDays' | 'linkDays' | 'linkPasswordRequired'>
  > &
    Pick<StorageRules, 'unscannableTypes'> & {
      retention: readonly RetentionRule[]
      scanLimits: NonNullable<StorageRules['scanLimits']>
    }
>

/** Seven years, and the day or two that leap years add. */
export const accountingDays = 2557

const defaults = {
  unscannable: {},
  virusTotalUploads: false,
  trashDays: 30,
  linkDays: 14,
  linkPasswordRequired: false,
  retention: [],
  scanLimits: {},
} as const

const defaultRetention: readonly RetentionRule[] = [{ system: 'accounting', objectType: null, days: accountingDays }]

/** The organization's rules with the defaults behind them. Its own word on retention stands before the default. */
export const settleRules = (rules: StorageRules): SettledRules => ({
  ...defaults,
  ...rules,
  retention: [...(rules.retention ?? []), ...defaultRetention],
})

/** The installation's policy, made narrower: smaller limits, more that is blocked, less that is allowed. */
export function narrowPolicy(policy: FilePolicy, rules: StorageRules): FilePolicy {
  const { maxBytes = {}, blockedExtensions = [], allowedTypes, scanLimits = {} } = rules
  const limits = fileKinds.map((kind) => [kind, Math.min(policy.maxBytes[kind], maxBytes[kind] ?? Infinity)])
  return {
    allowed: allowedTypes ? new Set(allowedTypes.filter((mime) => policy.allowed.has(mime))) : policy.allowed,
    blockedExtensions: new Set([...policy.blockedExtensions, ...blockedExtensions]),
    maxBytes: Object.fromEntries(limits) as FilePolicy['maxBytes'],
    maxPixels: Math.min(policy.maxPixels, scanLimits.imagePixels ?? Infinity),
  }
}

/** How far archives are looked into: never further than the installation does. */
export function archiveLimitsOf({ scanLimits = {} }: Pick<StorageRules, 'scanLimits'>): ArchiveLimits {
  const { entries, ratio, depth } = defaultArchiveLimits
  const { archiveEntries = entries, archiveRatio = ratio, archiveDepth = depth } = scanLimits
  return {
    ...defaultArchiveLimits,
    entries: Math.min(entries, archiveEntries),
    ratio: Math.min(ratio, archiveRatio),
    depth: Math.min(depth, archiveDepth),
  }
}

export interface UnscannedFile {
  /** Null where no rule may let it through. */
  readonly cause: UnscannableReason | null
  readonly mimeType: string | null
}

/** Whether the organization lets a file through that could not be scanned whole. Unless it says so, it does not. */
export const letsThrough = (
  { unscannable, unscannableTypes }: Pick<StorageRules, 'unscannable' | 'unscannableTypes'>,
  { cause, mimeType }: UnscannedFile,
): boolean =>
  cause !== null &&
  unscannable?.[cause] === 'allow' &&
  (unscannableTypes === undefined || (mimeType !== null && unscannableTypes.includes(mimeType)))
