import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStorage } from './open-storage.ts'
import { readStorageConfig } from './storage-config.ts'
import { openStorageSet } from './storage-set.ts'

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
const azure = {
  STORAGE_PROVIDER: 'azure',
  AZURE_STORAGE_ACCOUNT: 'files',
  AZURE_STORAGE_KEY: 'c2VjcmV0',
  AZURE_STORAGE_CONTAINER: 'groundwork',
}
const account = { client_email: 'files@project.iam.gserviceaccount.com', private_key: 'pem' }
const gcs = { STORAGE_PROVIDER: 'gcs', GCS_BUCKET: 'files', GCS_CREDENTIALS: JSON.stringify(account) }
const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' }

describe('readStorageConfig', () => {
  it('keeps files below the data directory unless told otherwise', () => {
    expect(readStorageConfig({ DATA_DIR: '/data' })).toEqual({
      main: { provider: 'local', directory: '/data/files' },
      also: [],
    })
  })

  it('encrypts and tiers on AWS', () => {
    expect(readStorageConfig(s3).main).toEqual({
      provider: 's3',
      bucket: 'files',
      region: 'eu-central-1',
      credentials,
      encryption: 'AES256',
      storageClass: 'INTELLIGENT_TIERING',
    })
  })

  it('asks another store for neither', () => {
    expect(readStorageConfig({ ...s3, S3_ENDPOINT: 'http://127.0.0.1:9000' }).main).toEqual({
      provider: 's3',
      bucket: 'files',
      region: 'eu-central-1',
      endpoint: 'http://127.0.0.1:9000',
      credentials,
    })
  })

  it('does what it is told about both', () => {
    const told = { ...s3, S3_ENCRYPTION: 'none', S3_STORAGE_CLASS: 'STANDARD_IA' }
    expect(readStorageConfig(told).main).toMatchObject({ storageClass: 'STANDARD_IA' })
    expect(readStorageConfig(told).main).not.toHaveProperty('encryption')
    expect(readStorageConfig({ ...s3, S3_STORAGE_CLASS: 'STANDARD' }).main).not.toHaveProperty('storageClass')
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
    expect(readStorageConfig(aws).main).toMatchObject({
      bucket: 'files',
      region: 'eu-central-1',
      credentials: { ...credentials, sessionToken: 'token' },
    })
    expect(readStorageConfig({ ...aws, ...s3 }).main).toMatchObject({ credentials })
  })

  it('leaves the credentials to the role of an AWS machine', () => {
    const { S3_ACCESS_KEY_ID: _, S3_SECRET_ACCESS_KEY: __, ...onInstance } = s3
    expect(readStorageConfig(onInstance).main).not.toHaveProperty('credentials')
  })

  it('reads Spaces as DigitalOcean spells it', () => {
    expect(readStorageConfig(spaces).main).toEqual({
      provider: 'spaces',
      endpoint: 'https://nyc3.digitaloceanspaces.com',
      region: 'nyc3',
      bucket: 'files',
      credentials,
    })
  })

  it('reads Azure, at another address than its own when told so', () => {
    const read = { provider: 'azure', account: 'files', accountKey: 'c2VjcmV0', container: 'groundwork' }
    expect(readStorageConfig(azure).main).toEqual(read)
    const AZURE_STORAGE_ENDPOINT = 'http://127.0.0.1:10000/files'
    expect(readStorageConfig({ ...azure, AZURE_STORAGE_ENDPOINT }).main).toEqual({
      ...read,
      endpoint: AZURE_STORAGE_ENDPOINT,
    })
  })

  it('reads Google Cloud Storage, whose credentials may be left to its own chain', () => {
    const read = { provider: 'gcs', bucket: 'files' }
    const told = { GCS_ENDPOINT: 'http://127.0.0.1:4443', GCS_STORAGE_CLASS: 'NEARLINE' }
    expect(readStorageConfig({ ...gcs, ...told }).main).toEqual({
      ...read,
      credentials: { email: account.client_email, privateKey: account.private_key },
      endpoint: told.GCS_ENDPOINT,
      storageClass: 'NEARLINE',
    })
    expect(readStorageConfig({ ...gcs, GCS_CREDENTIALS: '' }).main).toEqual(read)
  })

  it('opens other providers besides, each of them once', () => {
    const { main, also = [] } = readStorageConfig({
      ...spaces,
      ...s3,
      DATA_DIR: '/data',
      STORAGE_ALSO: 'local, s3,,spaces,local',
    })
    expect([main, ...also].map(({ provider }) => provider)).toEqual(['s3', 'local', 'spaces'])
  })

  it('hands out downloads through a CDN and tags objects when told so', () => {
    const STORAGE_CDN_URL = 'https://cdn.example.com'
    expect(readStorageConfig({ ...s3, STORAGE_CDN_URL, S3_TAGS: 'on' }).main).toMatchObject({
      cdnUrl: new URL(STORAGE_CDN_URL),
      hasTags: true,
    })
    expect(readStorageConfig({ ...spaces, STORAGE_CDN_URL }).main).toMatchObject({ cdnUrl: new URL(STORAGE_CDN_URL) })
    const SPACES_CDN_ENDPOINT = 'https://files.nyc3.cdn.digitaloceanspaces.com'
    expect(readStorageConfig({ ...spaces, STORAGE_CDN_URL, SPACES_CDN_ENDPOINT }).main).toMatchObject({
      cdnUrl: new URL(SPACES_CDN_ENDPOINT),
    })
  })

  it.each([
    [{}, 'DATA_DIR is missing'],
    [{ STORAGE_PROVIDER: 'ftp' }, 'STORAGE_PROVIDER must be local, s3, spaces, azure or gcs, not ftp'],
    [{ ...s3, STORAGE_ALSO: 'ftp' }, 'STORAGE_ALSO must be local, s3, spaces, azure or gcs, not ftp'],
    [{ ...s3, STORAGE_ALSO: 'local' }, 'DATA_DIR is missing'],
    [{ ...s3, S3_TAGS: 'yes' }, 'S3_TAGS must be on or off'],
    [{ ...s3, STORAGE_CDN_URL: 'cdn.example.com' }, 'STORAGE_CDN_URL must be an http or https URL'],
    [{ ...spaces, SPACES_CDN_ENDPOINT: 'cdn' }, 'SPACES_CDN_ENDPOINT must be an http or https URL'],
    [{ ...s3, S3_BUCKET: '' }, 'S3_BUCKET is missing'],
    [{ ...s3, S3_REGION: undefined }, 'S3_REGION is missing'],
    [{ ...s3, S3_SECRET_ACCESS_KEY: '' }, 'S3_SECRET_ACCESS_KEY is missing'],
    [{ ...s3, S3_ACCESS_KEY_ID: '' }, 'S3_ACCESS_KEY_ID is missing'],
    [{ ...s3, S3_ENDPOINT: 'minio:9000' }, 'S3_ENDPOINT must be an http or https URL'],
    [{ ...s3, S3_ENCRYPTION: 'rot13' }, 'S3_ENCRYPTION must be AES256 or none'],
    [{ ...s3, S3_STORAGE_CLASS: 'attic' }, 'S3_STORAGE_CLASS must be a storage class of S3'],
    [{ ...azure, AZURE_STORAGE_KEY: '' }, 'AZURE_STORAGE_KEY is missing'],
    [{ ...azure, AZURE_STORAGE_CONTAINER: undefined }, 'AZURE_STORAGE_CONTAINER is missing'],
    [{ ...azure, AZURE_STORAGE_ENDPOINT: 'azurite' }, 'AZURE_STORAGE_ENDPOINT must be an http or https URL'],
    [{ ...gcs, GCS_BUCKET: '' }, 'GCS_BUCKET is missing'],
    [{ ...gcs, GCS_CREDENTIALS: '/a/path' }, 'GCS_CREDENTIALS must be the JSON of a service account key'],
    [{ ...gcs, GCS_CREDENTIALS: '{"client_email":"a"}' }, 'GCS_CREDENTIALS must be the JSON of a service account key'],
    [{ ...gcs, GCS_CREDENTIALS: 'null' }, 'GCS_CREDENTIALS must be the JSON of a service account key'],
    [{ ...gcs, GCS_STORAGE_CLASS: 'ATTIC' }, 'GCS_STORAGE_CLASS must be one of STANDARD, NEARLINE, COLDLINE, ARCHIVE'],
    [{ ...gcs, GCS_ENDPOINT: 'fake' }, 'GCS_ENDPOINT must be an http or https URL'],
    [{ ...spaces, SPACES_ENDPOINT: '' }, 'SPACES_ENDPOINT is missing'],
    [{ ...spaces, SPACES_SECRET_KEY: '' }, 'SPACES_SECRET_KEY is missing'],
  ])('says what is wrong with %j', (env, problem) => {
    expect(() => readStorageConfig(env)).toThrow(`Storage service not properly configured: ${problem}`)
  })
})

describe('openStorage', () => {
  it.each([s3, spaces, azure, gcs])('opens a bucket without waiting for it', async (env) => {
    const provider = await openStorage(readStorageConfig(env).main)
    expect(provider.name).toBe(env.STORAGE_PROVIDER)
    await provider.close()
  })

  it('opens the local disk, ready to use', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'groundwork-storage-'))
    const provider = await openStorage(readStorageConfig({ DATA_DIR: directory }).main)
    await provider.probe()
    expect(provider).toMatchObject({ name: 'local' })
    expect(provider.presignGet).toBeUndefined()
    await provider.close()
    await rm(directory, { recursive: true })
  })
})

describe('openStorageSet', () => {
  it('finds each provider by the name a row has, and says which one is not open', async () => {
    const set = await openStorageSet(readStorageConfig({ ...spaces, ...s3, STORAGE_ALSO: 'spaces' }))
    expect(set.main).toBe(set.of('s3'))
    expect(set.all).toEqual([set.of('s3'), set.of('spaces')])
    expect(() => set.of('local')).toThrow(/STORAGE_ALSO/)
    await set.close()
  })
})
