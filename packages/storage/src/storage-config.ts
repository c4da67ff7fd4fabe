import { join } from 'node:path'
import { StorageClass } from '@aws-sdk/client-s3'
import type { S3Options } from './s3-provider.ts'

export type StorageConfig =
  | { provider: 'local'; directory: string }
  | ({ provider: 's3' | 'spaces' } & Omit<S3Options, 'name' | 'limits'>)

type Environment = Readonly<Record<string, string | undefined>>

export class StorageConfigError extends Error {
  override readonly name = 'StorageConfigError'

  constructor(problem: string) {
    super(`Storage service not properly configured: ${problem}`)
  }
}

/** What the environment says about storage, or a `StorageConfigError` that names the variable to set. */
export function readStorageConfig(env: Environment): StorageConfig {
  const provider = env.STORAGE_PROVIDER || 'local'
  if (provider === 'local') return { provider, directory: join(required(env, 'DATA_DIR'), 'files') }
  if (provider === 's3') return readS3(env)
  if (provider === 'spaces') return readSpaces(env)
  throw new StorageConfigError(`STORAGE_PROVIDER must be local, s3 or spaces, not ${provider}`)
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
  }
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
