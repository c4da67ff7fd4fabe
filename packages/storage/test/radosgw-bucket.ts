import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { type Radosgw, startRadosgw } from './radosgw.ts'

/** A server of its own with one empty bucket. */
export async function startRadosgwBucket(bucket: string): Promise<Radosgw & { readonly bucket: string }> {
  const server = await startRadosgw()
  const client = new S3Client({ region: 'us-east-1', forcePathStyle: true, ...server })
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  client.destroy()
  return { ...server, bucket }
}
