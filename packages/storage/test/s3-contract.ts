import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { type S3Options, S3Provider } from '../src/s3-provider.ts'
import { misconfiguredBucket, presignedDownloads, presignedUploads } from './bucket-contract.ts'
import { chunksOf, MIB, newKey, sha256Of } from './sample-bytes.ts'

type Connection = S3Options & Required<Pick<S3Options, 'credentials'>>

/** What every store that speaks S3 must do besides: URLs of its own, and telling wrong settings apart from missing objects. */
export function s3Contract(connection: () => Connection): void {
  const open = () => new S3Provider(connection())
  const wrong = (change: (right: Connection) => Partial<S3Options>) => () =>
    new S3Provider({ ...connection(), ...change(connection()) })

  describe('is a bucket', () => {
    presignedDownloads({ open, expiry: 'X-Amz-Expires' })
    presignedUploads(open)
    misconfiguredBucket({
      'a wrong secret': wrong(({ credentials }) => ({ credentials: { ...credentials, secretAccessKey: 'wrong' } })),
      'an unknown access key': wrong(({ credentials }) => ({ credentials: { ...credentials, accessKeyId: 'nobody' } })),
      'a missing bucket': wrong(() => ({ bucket: 'no-such-bucket' })),
    })
  })

  it('copies an object that is too large for one request in parts', async () => {
    const [from, to] = [newKey(), newKey()]
    const small = new S3Provider({ ...connection(), limits: { ...connection().limits, copyPartBytes: 5 * MIB } })
    const provider = open()
    const options = { contentType: 'text/plain', signal: new AbortController().signal }
    await provider.put(from, Readable.from(chunksOf(12 * MIB + 1)), options)
    const copied = await small.copy(from, to)
    expect(await provider.head(to)).toMatchObject({ ...copied, bytes: 12 * MIB + 1, contentType: 'text/plain' })
    expect(await sha256Of(await provider.open(to))).toBe(await sha256Of(chunksOf(12 * MIB + 1)))
    const attempt = small.copy(from, to, { ifMatch: '0123456789abcdef0123456789abcdef' })
    await expect(attempt).rejects.toMatchObject({ code: 'refused' })
    await Promise.all([small.close(), provider.close()])
  })
}
