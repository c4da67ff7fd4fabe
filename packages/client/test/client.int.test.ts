import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openOutbox } from '@groundwork/db'
import { auditKeeping } from '@groundwork/services'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { password, startTestApi, type TestApi } from '../../../apps/api/test/support/start-test-api.ts'
import { previewRenderer, type RunningWorker, sourcePrograms, startWorker } from '../../../apps/worker/src/index.ts'
import { createClient, type GroundworkClient, memoryTokenStore, type UploadProgress } from '../src/index.ts'

const samples = join(import.meta.dirname, '../../../samples')
const redisUrl = new URL('/20', process.env.TEST_REDIS_URL).href

let api: TestApi
let worker: RunningWorker
let organization: string
let username: string
let gw: GroundworkClient

beforeAll(async () => {
  api = await startTestApi({ REDIS_URL: redisUrl })
  const { services } = api
  const audit = auditKeeping({
    ...services,
    place: { directory: join(services.config.dataDirectory, 'audit-checkpoints'), key: services.keys.auditCheckpoint },
    retentionYears: 7,
    checkpointEntries: 1000,
  })
  worker = await startWorker({
    services: {
      ...services,
      renderer: await previewRenderer({ programs: sourcePrograms(), log: services.log }),
      mail: null,
      audit,
    },
    outbox: openOutbox({ database: services.database, url: services.config.databaseUrl }),
    redisUrl,
    dataJobHistoryYears: 7,
  })
  organization = await api.organization('Client')
  const { id } = await api.member(organization, 'manager')
  const admin = createClient({ url: api.url })
  await admin.signIn('admin', password)
  username = (await admin.user.get({ id })).username
  gw = createClient({ url: api.url })
  await gw.signIn(username, password)
})
afterAll(async () => {
  await gw.close()
  await worker.stop()
  await api.stop()
})

const product = (sku: string) =>
  gw.product.create({ values: { organization, sku, name: `Product ${sku}`, productType: 'PHYSICAL_GOOD' } })

describe('records', () => {
  it('are written and read back as they are typed', async () => {
    const made = await product('HT-1')
    const renamed = await gw.product.update({ id: made.id, values: { name: 'Bolt M8', version: made.version } })
    const { rows } = await gw.product.list({ search: 'bolt', orderBy: ['-createdAt'] })

    expect(renamed).toMatchObject({
      id: made.id,
      name: 'Bolt M8',
      version: made.version + 1,
      organizationName: 'Client',
    })
    expect(rows).toEqual([renamed])
  })

  it('are refused with a code, a status and the fields', async () => {
    await product('HT-2')
    await expect(product('HT-2')).rejects.toMatchObject({ name: 'GroundworkError', code: 'conflict', status: 409 })
    await expect(product('')).rejects.toMatchObject({ code: 'invalid', status: 400 })
    await expect(gw.product.get({ id: organization })).rejects.toMatchObject({ code: 'not_found', status: 404 })
  })

  it('are found by a filter of any length', async () => {
    const { id } = await product('HT-3')
    const value = Array.from({ length: 499 }, (_, index) => organization.slice(0, -3) + String(index).padStart(3, '0'))
    const { rows } = await gw.product.list({ filter: { field: 'id', op: 'in', value: [...value, id] } })
    expect(rows.map((row) => row.id)).toEqual([id])
  })
})

describe('a session', () => {
  it('goes on from a refresh token alone, asked for once by many calls', async () => {
    const store = memoryTokenStore()
    await createClient({ url: api.url, tokenStore: store }).signIn(username, password)
    const refreshToken = (await store.load())?.refresh ?? ''
    const other = createClient({ url: api.url, refreshToken })

    const answers = await Promise.all([other.auth.me(), other.product.list(), other.role.list()])
    expect(answers[0].user.username).toBe(username)
  })

  it('ends on the server too', async () => {
    const store = memoryTokenStore()
    const other = createClient({ url: api.url, tokenStore: store })
    await other.signIn(username, password)
    const { access: token = '' } = (await store.load()) ?? {}

    await other.signOut()
    await expect(other.auth.me()).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(createClient({ url: api.url, token }).auth.me()).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('is not begun with a wrong password', async () => {
    const stranger = createClient({ url: api.url })
    await expect(stranger.signIn(username, 'a wrong password')).rejects.toMatchObject({
      code: 'unauthenticated',
      status: 401,
    })
  })

  it('may be an API key', async () => {
    const { key } = await gw.apiKey.create({ name: 'a script' })
    const script = createClient({ url: api.url, apiKey: key })
    const next = script.events
      .changes({ resources: ['product'] })
      [Symbol.asyncIterator]()
      .next()
    await expect(script.product.list({ limit: 1 })).resolves.toHaveProperty('rows')
    await script.close()
    await expect(next).resolves.toMatchObject({ done: true })
  })
})

describe('a file', () => {
  it('is streamed up, scanned, and comes down byte for byte', async () => {
    const progress: UploadProgress[] = []
    const uploaded = await gw.uploadFile(join(samples, 'harbour-at-dusk.jpg'), {
      organization,
      tags: ['dusk', 'harbour'],
      customFields: { shelf_mark: 'A 1' },
      onProgress: (step) => progress.push(step),
    })
    const settled = await gw.waitUntilSettled(uploaded.id)

    expect(uploaded).toMatchObject({
      originalFilename: 'harbour-at-dusk.jpg',
      tags: ['dusk', 'harbour'],
      customFields: { shelf_mark: 'A 1' },
    })
    expect(settled).toMatchObject({
      id: uploaded.id,
      status: 'available',
      mimeType: 'image/jpeg',
      sha256: uploaded.sha256,
    })
    expect(progress.at(-1)).toEqual({ sentBytes: uploaded.fileSize, totalBytes: uploaded.fileSize })
    expect(Object.keys(uploaded).sort()).toEqual(Object.keys(settled).sort())

    const bytes = Buffer.from(await (await gw.downloadFile(uploaded.id)).arrayBuffer())
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(uploaded.sha256)
    const part = await gw.downloadFile(uploaded.id, { range: { start: 0, end: 2 } })
    expect(part.status).toBe(206)
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(0, 3))
  })

  it('has a thumbnail soon after', async () => {
    const { id } = await gw.uploadFile(join(samples, 'lighthouse.jpg'), { organization })
    await expect.poll(async () => (await gw.file.get({ id })).previewedAt, { timeout: 15_000 }).not.toBeNull()
    const thumbnail = await gw.fetchBlob(id, { variant: 'thumbnail' })
    expect(thumbnail.type).toBe('image/webp')
  })

  it('that is not what its name says is refused with the reason', async () => {
    const upload = gw.uploadFile(join(samples, 'not-really.jpg'), { organization })
    await expect(upload).rejects.toMatchObject({ status: 415, code: 'unsupported_type', reason: 'type_mismatch' })
  })

  it('of a stranger does not exist', async () => {
    const { id } = await gw.uploadFile({ name: 'note.txt', bytes: Buffer.from('ours') }, { organization })
    const theirs = await api.member(await api.organization('Theirs'), 'owner')
    const stranger = createClient({ url: api.url, token: theirs.token })
    await expect(stranger.file.get({ id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(stranger.downloadFile(id)).rejects.toMatchObject({ code: 'not_found', status: 404 })
  })
})

it('changes are told as they happen', async () => {
  const stop = new AbortController()
  const seen: string[] = []
  const follow = async () => {
    for await (const { topic, organization: where } of gw.events.changes(
      { resources: ['product'] },
      { signal: stop.signal },
    )) {
      if (where === organization) seen.push(topic)
    }
  }
  const following = follow()
  let made = 0
  await expect
    .poll(
      async () => {
        await product(`LIVE-${made++}`)
        return seen
      },
      { timeout: 15_000 },
    )
    .toContain('product.created')
  stop.abort()
  await following
})
