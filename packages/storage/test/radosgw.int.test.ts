import { CreateBucketCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe } from 'vitest'
import { type S3Options, S3Provider } from '../src/s3-provider.ts'
import { bucketContract } from './bucket-contract.ts'
import { providerContract } from './provider-contract.ts'
import { isRadosgwInstalled, type Radosgw, radosgwPackages, startRadosgw } from './radosgw.ts'
import { MIB } from './sample-bytes.ts'

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

  describe('is a provider', () => {
    providerContract(async () => {
      const provider = new S3Provider(connection())
      const leftovers = async () => {
        const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }))
        return Uploads.map(({ Key = '' }) => Key)
      }
      return { provider, leftovers, close: () => provider.close() }
    })
  })

  describe('is a bucket', () => bucketContract(connection))
})
