import { StorageError } from './storage-error.ts'
import type { StorageKey } from './storage-provider.ts'

/** What a key is made of. Only `name` may come from a user as it is; it is rewritten, the ids are refused when malformed. */
export interface StoragePlace {
  organization: string
  /** The part of the product that owns the file: `accounting`, `workspace` ... */
  system: string
  objectType: string
  objectId: string
  /** The file (version) these bytes belong to. Two files of one name, object and second must not share a key. */
  fileId: string
  name: string
  timestamp: Date
}

const NAME_LENGTH = 100

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const WORD = '[A-Za-z][A-Za-z0-9_-]{0,39}'
const OBJECT_ID = '[A-Za-z0-9][A-Za-z0-9_-]{0,63}'
const NAME = `(?=[^!]{1,${NAME_LENGTH}}(?:!|$))[A-Za-z0-9_-]+(?:\\.[a-z0-9]{1,16})?`
const DERIVATIVE = '[a-z][a-z0-9-]{0,39}\\.[a-z0-9]{1,8}'

const ORIGINAL = `${UUID}/${WORD}/${WORD}/${OBJECT_ID}/\\d{8}_\\d{6}_[0-9a-f]{12}_${NAME}`
const STAGING = `staging/${UUID}/${UUID}`

const originalPattern = new RegExp(`^${ORIGINAL}$`)
const derivativePattern = new RegExp(`^${DERIVATIVE}$`)

/** Every key there can be. Neither `..`, an empty segment, a leading slash nor anything outside ASCII fits in. */
export const storageKeyPattern = new RegExp(`^(?:${ORIGINAL}(?:!${DERIVATIVE})?|${STAGING})$`)

/** `{organization}/{system}/{objectType}/{objectId}/{timestamp}_{tail of fileId}_{name}`: the one place a storage path is spelled. */
export function storageKey({
  organization,
  system,
  objectType,
  objectId,
  fileId,
  name,
  timestamp,
}: StoragePlace): StorageKey {
  const folder = `${organization}/${system}/${objectType}/${objectId}`
  return toStorageKey(`${folder}/${stamp(timestamp)}_${fileId.slice(-12)}_${safeName(name)}`)
}

/** Where a direct upload lands. A client may still write here after the scan, so nothing is ever served from it. */
export const stagingKey = (organization: string, uploadId: string): StorageKey =>
  toStorageKey(`staging/${organization}/${uploadId}`)

/** The key of something made from an original, for example `thumbnail.webp`. It lies beside it and can never be an original's key. */
export function derivativeKey(original: StorageKey, derivative: string): StorageKey {
  if (!isOriginalKey(original)) throw refusedKey('A derivative is made from an original', original)
  if (!derivativePattern.test(derivative)) throw refusedKey('Not a name for a derivative', derivative)
  return toStorageKey(`${original}!${derivative}`)
}

/** Whether it is neither of something that was made, nor of what is still on its way. */
export const isOriginalKey = (key: StorageKey): boolean => originalPattern.test(key)

export const isStorageKey = (text: string): text is StorageKey => storageKeyPattern.test(text)

/** Takes back a key that was stored as text. */
export function toStorageKey(text: string): StorageKey {
  if (!isStorageKey(text)) throw refusedKey('Not a storage key', text)
  return text
}

/** The organization whose bytes these are. */
export function organizationOf(key: StorageKey): string {
  const [first = '', second = ''] = key.split('/')
  return first === 'staging' ? second : first
}

/** The part of a user's file name that may stand in a path: ASCII, at most 100 characters, one dot at most and only before the extension. */
export function safeName(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  const plain = base.normalize('NFKD').replace(/\p{Mark}+/gu, '')
  const extension = /\.[A-Za-z0-9]{1,16}$/.exec(plain)?.[0].toLowerCase() ?? ''
  const stem = plain
    .slice(0, plain.length - extension.length)
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .slice(0, NAME_LENGTH - extension.length)
    .replace(/^-+|-+$/g, '')
  return `${stem || 'file'}${extension}`
}

/** `20260126_153045`, in UTC. */
function stamp(timestamp: Date): string {
  if (Number.isNaN(timestamp.getTime())) throw new StorageError('refused', 'A storage key needs a valid timestamp')
  return timestamp.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_')
}

const refusedKey = (message: string, text: string) =>
  new StorageError('refused', `${message}: ${JSON.stringify(text.slice(0, 80))}`)
