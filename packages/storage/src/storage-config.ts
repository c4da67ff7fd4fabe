import { join } from 'node:path'
import { StorageClass } from '@aws-sdk/client-s3'
import type { AzureOptions } from './azure-provider.ts'
import type { GcsOptions } from './gcs-provider.ts'
import type { S3Options } from './s3-provider.ts'
import type { StorageSetConfig } from './storage-set.ts'

export type StorageConfig =
  | { provider: 'local'; directory: string }
  | ({ provider: 's3' | 'spaces' } & Omit<S3Options, 'name' | 'limits'>)
  | ({ provider: 'azure' } & Omit<AzureOptions, 'partBytes' | 'limits'>)
  | ({ provider: 'gcs' } & Omit<GcsOptions, 'limits'>)

type Environment = Readonly<Record<string, string | undefined>>

export class StorageConfigError extends Error {
  override readonly name = 'StorageConfigError'

  constructor(problem: string) {
    super(`Storage service not properly configured: ${problem}`)
  }
}

/** What the environment says about storage, or a `StorageConfigError` that names the variable to set. */
export function readStorageConfig(env: Environment): StorageSetConfig {
  const main = env.STORAGE_PROVIDER || 'local'
  const also = (env.STORAGE_ALSO ?? '').split(',').map((name) => name.trim())
  const others = [...new Set(also)].filter((name) => name !== '' && name !== main)
  return {
    main: readProvider(env, main, 'STORAGE_PROVIDER'),
    also: others.map((name) => readProvider(env, name, 'STORAGE_ALSO')),
  }
}

function readProvider(env: Environment, provider: string, variable: string): StorageConfig {
  if (provider === 'local') return { provider, directory: join(required(env, 'DATA_DIR'), 'files') }
  if (provider === 's3') return readS3(env)
  if (provider === 'spaces') return readSpaces(env)
  if (provider === 'azure') return readAzure(env)
  if (provider === 'gcs') return readGcs(env)
  throw new StorageConfigError(`${variable} must be local, s3, spaces, azure or gcs, not ${provider}`)
}

/** AWS itself encrypts and tiers unless told otherwise. Another store may refuse both words, so there they must be asked for. */
function readS3(env: Environment): StorageConfig {
  const endpoint = readUrl(env, 'S3_ENDPOINT')
  const encryption = env.S3_ENCRYPTION || (endpoint ? 'none' : 'AES256')
  const storageClass = env.S3_STORAGE_CLASS || (endpoint ? 'STANDARD' : 'INTELLIGENT_TIERING')
  if (encryption !== 'AES256' && encryption !== 'none')
    throw new StorageConfigError('S3_ENCRYPTION must be AES256 or none')
  if (!isStorageClass(storageClass)) throw new StorageConfigError('S3_STORAGE_CLASS must be a storage class of S3')
  return {
    provider: 's3',
    bucket: required(env, 'S3_BUCKET', 'AWS_S3_BUCKET'),
    region: required(env, 'S3_REGION', 'AWS_REGION'),
    ...(endpoint && { endpoint }),
    ...readS3Credentials(env, endpoint !== undefined),
    ...(encryption === 'AES256' && { encryption }),
    ...(storageClass !== 'STANDARD' && { storageClass }),
    ...readTags(env, 'S3_TAGS'),
    ...readCdn(env, 'STORAGE_CDN_URL'),
  }
}

function readSpaces(env: Environment): StorageConfig {
  const endpoint = readUrl(env, 'SPACES_ENDPOINT')
  if (!endpoint) throw new StorageConfigError('SPACES_ENDPOINT is missing')
  return {
    provider: 'spaces',
    endpoint,
    bucket: required(env, 'SPACES_BUCKET'),
    region: required(env, 'SPACES_REGION'),
    credentials: {
      accessKeyId: required(env, 'SPACES_ACCESS_KEY'),
      secretAccessKey: required(env, 'SPACES_SECRET_KEY'),
    },
    ...readCdn(env, env.SPACES_CDN_ENDPOINT ? 'SPACES_CDN_ENDPOINT' : 'STORAGE_CDN_URL'),
  }
}

function readAzure(env: Environment): StorageConfig {
  const endpoint = readUrl(env, 'AZURE_STORAGE_ENDPOINT')
  return {
    provider: 'azure',
    account: required(env, 'AZURE_STORAGE_ACCOUNT'),
    accountKey: required(env, 'AZURE_STORAGE_KEY'),
    container: required(env, 'AZURE_STORAGE_CONTAINER'),
    ...(endpoint && { endpoint }),
  }
}

/** Without credentials Google's own chain decides: `GOOGLE_APPLICATION_CREDENTIALS`, or the role of a machine of theirs. */
function readGcs(env: Environment): StorageConfig {
  const endpoint = readUrl(env, 'GCS_ENDPOINT')
  const storageClass = env.GCS_STORAGE_CLASS
  if (storageClass && !gcsClasses.includes(storageClass))
    throw new StorageConfigError(`GCS_STORAGE_CLASS must be one of ${gcsClasses.join(', ')}`)
  return {
    provider: 'gcs',
    bucket: required(env, 'GCS_BUCKET'),
    ...(env.GCS_CREDENTIALS && { credentials: readAccount(env.GCS_CREDENTIALS) }),
    ...(endpoint && { endpoint }),
    ...(storageClass && { storageClass }),
  }
}

const gcsClasses = ['STANDARD', 'NEARLINE', 'COLDLINE', 'ARCHIVE']

/** The text of a service account's key file. */
function readAccount(text: string): NonNullable<GcsOptions['credentials']> {
  const { client_email: email, private_key: privateKey } = readJson(text)
  if (typeof email === 'string' && typeof privateKey === 'string') return { email, privateKey }
  throw new StorageConfigError('GCS_CREDENTIALS must be the JSON of a service account key')
}

function readJson(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

/** Off unless asked for: on AWS it takes a right of its own (`s3:PutObjectTagging`), and not every store knows tags. */
function readTags(env: Environment, name: string): Pick<S3Options, 'hasTags'> {
  const value = env[name] || 'off'
  if (value !== 'on' && value !== 'off') throw new StorageConfigError(`${name} must be on or off`)
  return value === 'on' ? { hasTags: true } : {}
}

function readCdn(env: Environment, name: string): Pick<S3Options, 'cdnUrl'> {
  const url = readUrl(env, name)
  return url ? { cdnUrl: new URL(url) } : {}
}

/** On AWS both keys may be absent: then the instance's role decides. */
function readS3Credentials(env: Environment, areRequired: boolean): Pick<S3Options, 'credentials'> {
  const names = ['S3_ACCESS_KEY_ID', 'AWS_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'AWS_SECRET_ACCESS_KEY']
  if (!areRequired && !names.some((name) => env[name])) return {}
  const sessionToken = env.S3_ACCESS_KEY_ID ? undefined : env.AWS_SESSION_TOKEN
  return {
    credentials: {
      accessKeyId: required(env, 'S3_ACCESS_KEY_ID', 'AWS_ACCESS_KEY_ID'),
      secretAccessKey: required(env, 'S3_SECRET_ACCESS_KEY', 'AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken && { sessionToken }),
    },
  }
}

/** An empty variable counts as missing: compose files hand those on. */
function required(env: Environment, name: string, fallback = name): string {
  const value = env[name] || env[fallback]
  if (!value) throw new StorageConfigError(`${name} is missing`)
  return value
}

function readUrl(env: Environment, name: string): string | undefined {
  const value = env[name]
  if (!value) return undefined
  if (!/^https?:\/\//.test(value) || !URL.canParse(value))
    throw new StorageConfigError(`${name} must be an http or https URL`)
  return value
}

const isStorageClass = (text: string): text is StorageClass => Object.hasOwn(StorageClass, text)
