import { afterAll, beforeAll, expect, it } from 'vitest'
import { FakeS3 } from '../../../packages/storage/test/fake-s3.ts'
import { hostileTarget } from './support/hostile-target.ts'
import type { DoorAnswer, SentFile } from './support/upload-doors.ts'

let server: FakeS3
let target: Awaited<ReturnType<typeof hostileTarget>>
beforeAll(async () => {
  server = await FakeS3.start()
  target = await hostileTarget({
    STORAGE_PROVIDER: 's3',
    S3_ENDPOINT: server.endpoint,
    S3_BUCKET: server.bucket,
    S3_REGION: 'us-east-1',
    S3_ACCESS_KEY_ID: server.credentials.accessKeyId,
    S3_SECRET_ACCESS_KEY: server.credentials.secretAccessKey,
  })
})
afterAll(async () => {
  await target.stop()
  await server.stop()
})

/** Past us into the bucket, and only then to us. */
async function sendDirect({ name, bytes }: SentFile): Promise<DoorAnswer> {
  const { owner, organization } = target
  const begun = await owner('POST', '/uploads/direct/', { organization, filename: name, bytes: bytes.length })
  if (begun.status !== 201) return { status: begun.status, reason: begun.body.reason ?? null, file: null }
  const parts: { number: number; etag: string }[] = []
  for (const { number, url } of begun.body.parts) {
    const start = (number - 1) * begun.body.part_bytes
    const body = new Uint8Array(bytes.subarray(start, start + begun.body.part_bytes))
    const { headers } = await fetch(url, { method: 'PUT', body })
    parts.push({ number, etag: headers.get('etag') ?? '' })
  }
  const { status, body } = await owner('POST', `/uploads/direct/${begun.body.id}/complete/`, { parts })
  return { status, reason: body.reason ?? null, file: status < 300 ? body.id : null }
}

it('what went straight to the bucket is judged like everything else, and what was refused is gone from it', async () => {
  expect(await target.surprisesAt(sendDirect)).toEqual([])
  const staged: string[] = []
  for await (const { key } of target.api.services.storages.main.list('staging/')) staged.push(key)
  expect(staged).toEqual([])
}, 240_000)
