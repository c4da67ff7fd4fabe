import { CreateBucketCommand, GetObjectTaggingCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { objectTags } from '../src/object-tags.ts'
import { type S3Options, S3Provider } from '../src/s3-provider.ts'
import { flatMemory } from './flat-memory.ts'
import { partsContract, sweepContract } from './parts-contract.ts'
import { providerContract } from './provider-contract.ts'
import { isRadosgwInstalled, type Radosgw, radosgwPackages, startRadosgw } from './radosgw.ts'
import { s3Contract } from './s3-contract.ts'
import { MIB, newKey, textBody } from './sample-bytes.ts'

const isInstalled = isRadosgwInstalled()
const advice = `S3 against a real server needs Debian's packages: apt-get install ${radosgwPackages.join(' ')}`
if (!isInstalled && process.env.CI) throw new Error(advice)
if (!isInstalled) process.stderr.write(`\nSKIPPED: the S3 provider was not tested against a real server. ${advice}\n\n`)

describe.runIf(isInstalled)('S3 provider on Ceph radosgw', { timeout: 60_000 }, () => {
  const bucket = 'groundwork-contract'
  let server: Radosgw
  let client: S3Client

  beforeAll(async () => {
    server = await startRadosgw()
    client = new S3Client({ region: 'us-east-1', forcePathStyle: true, ...server })
    await client.send(new CreateBucketCommand({ Bucket: bucket }))
  }, 120_000)

  afterAll(async () => {
    client?.destroy()
    await server?.stop()
  })

  const connection = () => ({
    bucket,
    region: 'us-east-1',
    endpoint: server.endpoint,
    credentials: server.credentials,
    limits: { partBytes: 5 * MIB } satisfies S3Options['limits'],
  })

  const store = async () => {
    const provider = new S3Provider(connection())
    const leftovers = async () => {
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }))
      return Uploads.map(({ Key = '' }) => Key)
    }
    return { provider, leftovers, close: () => provider.close() }
  }
  describe('is a provider', () => {
    providerContract(store)
    describe('in parts', () => partsContract(store))
    sweepContract(store)
    flatMemory(store)
  })

  s3Contract(connection)

  /** Ceph takes no tags for an object in parts, and gives a copy those of its source: what we ask of it, the fake server's tests show. */
  it('tags an object that is put', async () => {
    const provider = new S3Provider({ ...connection(), hasTags: true })
    const key = newKey()
    await provider.put(key, textBody('hello'), { contentType: 'text/plain', signal: new AbortController().signal })
    const { TagSet = [] } = await client.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }))
    expect(Object.fromEntries(TagSet.map(({ Key = '', Value }) => [Key, Value]))).toEqual(objectTags(key))
    await provider.close()
  })
})
