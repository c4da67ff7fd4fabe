import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStorage } from './open-storage.ts'
import { readStorageConfig } from './storage-config.ts'

const s3 = {
  STORAGE_PROVIDER: 's3',
  S3_BUCKET: 'files',
  S3_REGION: 'eu-central-1',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'secret',
}
const spaces = {
  STORAGE_PROVIDER: 'spaces',
  SPACES_ENDPOINT: 'https://nyc3.digitaloceanspaces.com',
  SPACES_REGION: 'nyc3',
  SPACES_BUCKET: 'files',
  SPACES_ACCESS_KEY: 'id',
  SPACES_SECRET_KEY: 'secret',
}
const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' }

describe('readStorageConfig', () => {
  it('keeps files below the data directory unless told otherwise', () => {
    expect(readStorageConfig({ DATA_DIR: '/data' })).toEqual({ provider: 'local', directory: '/data/files' })
  })

  it('encrypts and tiers on AWS', () => {
    expect(readStorageConfig(s3)).toEqual({
      provider: 's3',
      bucket: 'files',
      region: 'eu-central-1',
      credentials,
      encryption: 'AES256',
      storageClass: 'INTELLIGENT_TIERING',
    })
  })

  it('asks another store for neither', () => {
    expect(readStorageConfig({ ...s3, S3_ENDPOINT: 'http://127.0.0.1:9000' })).toEqual({
      provider: 's3',
      bucket: 'files',
      region: 'eu-central-1',
      endpoint: 'http://127.0.0.1:9000',
      credentials,
    })
  })

  it('does what it is told about both', () => {
    const told = { ...s3, S3_ENCRYPTION: 'none', S3_STORAGE_CLASS: 'STANDARD_IA' }
    expect(readStorageConfig(told)).toMatchObject({ storageClass: 'STANDARD_IA' })
    expect(readStorageConfig(told)).not.toHaveProperty('encryption')
    expect(readStorageConfig({ ...s3, S3_STORAGE_CLASS: 'STANDARD' })).not.toHaveProperty('storageClass')
  })

  it('understands the names of AWS', () => {
    const aws = {
      STORAGE_PROVIDER: 's3',
      AWS_S3_BUCKET: 'files',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
    }
    expect(readStorageConfig(aws)).toMatchObject({
      bucket: 'files',
      region: 'eu-central-1',
      credentials: { ...credentials, sessionToken: 'token' },
    })
    expect(readStorageConfig({ ...aws, ...s3 })).toMatchObject({ credentials })
  })

  it('leaves the credentials to the role of an AWS machine', () => {
    const { S3_ACCESS_KEY_ID: _, S3_SECRET_ACCESS_KEY: __, ...onInstance } = s3
    expect(readStorageConfig(onInstance)).not.toHaveProperty('credentials')
  })

  it('reads Spaces as DigitalOcean spells it', () => {
    expect(readStorageConfig(spaces)).toEqual({
      provider: 'spaces',
      endpoint: 'https://nyc3.digitaloceanspaces.com',
      region: 'nyc3',
      bucket: 'files',
      credentials,
    })
  })

  it.each([
    [{}, 'DATA_DIR is missing'],
    [{ STORAGE_PROVIDER: 'ftp' }, 'STORAGE_PROVIDER must be local, s3 or spaces, not ftp'],
    [{ ...s3, S3_BUCKET: '' }, 'S3_BUCKET is missing'],
    [{ ...s3, S3_REGION: undefined }, 'S3_REGION is missing'],
    [{ ...s3, S3_SECRET_ACCESS_KEY: '' }, 'S3_SECRET_ACCESS_KEY is missing'],
    [{ ...s3, S3_ACCESS_KEY_ID: '' }, 'S3_ACCESS_KEY_ID is missing'],
    [{ ...s3, S3_ENDPOINT: 'minio:9000' }, 'S3_ENDPOINT must be an http or https URL'],
    [{ ...s3, S3_ENCRYPTION: 'rot13' }, 'S3_ENCRYPTION must be AES256 or none'],
    [{ ...s3, S3_STORAGE_CLASS: 'attic' }, 'S3_STORAGE_CLASS must be a storage class of S3'],
    [{ ...spaces, SPACES_ENDPOINT: '' }, 'SPACES_ENDPOINT is missing'],
    [{ ...spaces, SPACES_SECRET_KEY: '' }, 'SPACES_SECRET_KEY is missing'],
  ])('says what is wrong with %j', (env, problem) => {
    expect(() => readStorageConfig(env)).toThrow(`Storage service not properly configured: ${problem}`)
  })
})

describe('openStorage', () => {
  it.each([s3, spaces])('opens a bucket without waiting for it', async (env) => {
    const provider = await openStorage(readStorageConfig(env))
    expect(provider.name).toBe(env.STORAGE_PROVIDER)
    await provider.close()
  })

  it('opens the local disk, ready to use', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'groundwork-storage-'))
    const provider = await openStorage(readStorageConfig({ DATA_DIR: directory }))
    await provider.probe()
    expect(provider).toMatchObject({ name: 'local' })
    expect(provider.presignGet).toBeUndefined()
    await provider.close()
    await rm(directory, { recursive: true })
  })
})
