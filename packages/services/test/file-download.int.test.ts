import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import type { WorkContext } from '@groundwork/db'
import { StoredFile } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type FileServices,
  openDerivative,
  openDownload,
  openSigned,
  type ServedBytes,
  signDownload,
} from '../src/file/index.ts'
import { bytesOf, createFileWorld, type FileWorld } from './file-world.ts'

let world: FileWorld

beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

const bytes = Buffer.from('0123456789')

async function availableFile(as = 'member') {
  const { organization, context } = await world.member(as === 'auditor' ? 'member' : as)
  const file = await world.upload(context, { organization, fileName: 'digits "1".txt', bytes })
  await world.makeAvailable(file.id)
  return { organization, context, file: file.id, sha256: file.sha256 }
}

const read = async ({ open }: ServedBytes) => (open ? text(await open()) : null)
const download = (context: WorkContext, request: Parameters<typeof openDownload>[2]) =>
  openDownload(world.services, context, request)

describe('a download', () => {
  it('gives the bytes, whole or in part, and leaves an entry for each', async () => {
    const { organization, context, file, sha256 } = await availableFile()
    const whole = await download(context, { file })
    expect(whole).toMatchObject({ status: 200, headers: { ETag: `"${sha256}"`, 'Content-Type': 'text/plain' } })
    expect(await read(whole)).toBe('0123456789')
    const part = await download(context, { file, range: 'bytes=2-4' })
    expect(part.status).toBe(206)
    expect(await read(part)).toBe('234')

    const entries = (await world.audit(organization)).filter(({ action }) => action === 'DOWNLOAD')
    expect(entries).toMatchObject([
      { object_id: file, user_id: context.actor.userId, context: { version: 1 } },
      { object_id: file, context: { range: 'bytes 2-4/10' } },
    ])
  })

  it('is a view where the bytes are to be shown, and a download where they are to be kept', async () => {
    const { organization, context, file } = await availableFile()
    await read(await download(context, { file, isInline: true }))
    await read(await download(context, { file }))
    const actions = (await world.audit(organization)).map(({ action }) => action)
    expect(actions.slice(-2)).toEqual(['VIEW', 'DOWNLOAD'])
  })

  it('tells an auditor which bytes they were, what they belong to, and the role of whoever took them', async () => {
    const { organization, context } = await world.member()
    const given = { organization, fileName: 'receipt.txt', bytes, entityType: 'invoice', entityId: 'inv-789' }
    const { id } = await world.upload(context, given)
    await world.makeAvailable(id)
    const [version] = await world.sql<{ storage_key: string }>(
      'select b.storage_key from file_version v join blob b on b.id = v.blob_id where v.file_id = $1',
      [id],
    )
    await download(context, { file: id })
    await signDownload(world.services, context, { file: id })
    const told = {
      filePath: version?.storage_key,
      fileSize: 10,
      mimeType: 'text/plain',
      relatedObjectType: 'invoice',
      relatedObjectId: 'inv-789',
      role: 'member',
    }
    const entries = (await world.audit(organization)).slice(1)
    expect(entries.map(({ action }) => action)).toEqual(['UPLOAD', 'DOWNLOAD', 'SIGNED_URL_GENERATED'])
    for (const { action, context: found } of entries) expect(found, action).toMatchObject(told)
  })

  it('that was refused stands in the trail as an attempt without success', async () => {
    const { organization, context, file } = await availableFile('owner')
    await world.sql(`update file set status = 'quarantined' where id = $1`, [file])
    await expect(download(context, { file })).rejects.toMatchObject({ code: 'not_available' })
    expect((await world.audit(organization)).at(-1)).toMatchObject({
      action: 'DOWNLOAD',
      object_id: file,
      context: { success: false, error: expect.any(String), reason: 'quarantined' },
    })
  })

  it('of bytes the client has already leaves no entry, for none are sent', async () => {
    const { organization, context, file, sha256 } = await availableFile()
    const served = await download(context, { file, ifNoneMatch: `"${sha256}"` })
    expect(served).toMatchObject({ status: 304, open: null })
    expect((await world.audit(organization)).map(({ action }) => action)).not.toContain('DOWNLOAD')
  })

  it.each(['pending', 'receiving', 'stored', 'scanning', 'quarantined', 'unscannable', 'failed'])(
    'of a file that is %s is refused, also for the owner',
    async (status) => {
      const { context, file } = await availableFile('owner')
      await world.sql('update file set status = $2 where id = $1', [file, status])
      await expect(download(context, { file })).rejects.toMatchObject({ code: 'not_available', reason: status })
      await expect(signDownload(world.services, context, { file })).rejects.toMatchObject({ code: 'not_available' })
      await expect(openDerivative(world.services, context, { file, derivative: 'thumbnail' })).rejects.toMatchObject({
        code: 'not_found',
      })
    },
  )

  it("of a stranger's file, of a deleted one and of none at all are the same answer", async () => {
    const { context, file } = await availableFile('owner')
    const stranger = await world.member('owner')
    const answers = [await download(stranger.context, { file }).catch((error: unknown) => error)]
    answers.push(
      await download(context, { file: '01900000-0000-7000-8000-00000000dead' }).catch((error: unknown) => error),
    )
    await world.database.withUnitOfWork(context, (work) => work.remove(StoredFile, file))
    answers.push(await download(context, { file }).catch((error: unknown) => error))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]).toMatchObject({ code: 'not_found' })
  })

  it('of a file one may see but not download is forbidden', async () => {
    const { organization, file } = await availableFile()
    const { actor } = await world.person(organization, 'auditor')
    const grants = [{ resource: 'file', action: 'view' }]
    const onlooker = { ...actor, memberships: actor.memberships.map((held) => ({ ...held, grants })) }
    await expect(download({ actor: onlooker }, { file })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('that cannot be audited does not happen', async () => {
    const { context, file } = await availableFile()
    await world.asOwner('revoke insert on audit_entry from groundwork_app, groundwork_system')
    try {
      await expect(download(context, { file })).rejects.toThrow()
    } finally {
      await world.asOwner('grant insert on audit_entry to groundwork_app, groundwork_system')
    }
  })

  it('survives deleting and restoring, and the quota does not move', async () => {
    const { organization, context, file } = await availableFile()
    await world.database.withUnitOfWork(context, (work) => work.remove(StoredFile, file))
    expect(await world.quota(organization)).toEqual({ used: 10, reserved: 0 })
    await world.database.withUnitOfWork(context, (work) => work.restore(StoredFile, file))
    expect(await read(await download(context, { file }))).toBe('0123456789')
    expect(await world.quota(organization)).toEqual({ used: 10, reserved: 0 })
  })
})

describe('a signed link', () => {
  const linkOf = (url: string) => {
    const { pathname, searchParams } = new URL(url)
    const part = (name: string) => searchParams.get(name)
    const file = pathname.split('/').at(-1) ?? ''
    return { file, version: part('version'), disposition: part('disposition'), token: part('token') }
  }
  type Link = ReturnType<typeof linkOf>
  const follow = (link: Link, range?: string) => openSigned(world.services, { ip: '203.0.113.9' }, { ...link, range })

  it('works without signing in, as often as a player needs, and each time is audited', async () => {
    const { organization, context, file } = await availableFile()
    const { url, expiresAt } = await signDownload(world.services, context, { file })
    expect(url).toMatch(/^http:\/\/files\.test\/api\/v1\/files\/signed\//)
    expect(Date.parse(expiresAt) - world.services.clock().getTime()).toBe(600_000)
    expect(await read(await follow(linkOf(url)))).toBe('0123456789')
    expect(await read(await follow(linkOf(url), 'bytes=0-0'))).toBe('0')
    const actions = (await world.audit(organization)).map(({ action }) => action)
    expect(actions.slice(2)).toEqual(['SIGNED_URL_GENERATED', 'DOWNLOAD', 'DOWNLOAD'])
  })

  it('is given to nobody before its entry is written, and never where that fails', async () => {
    const { context, file } = await availableFile()
    const { database } = world.services
    const endingWith = (end: () => Promise<void>): FileServices => ({
      ...world.services,
      database: { ...database, look: (as, use) => database.look(as, use).finally(end) },
    })
    let write: () => void = () => undefined
    const written = new Promise<void>((resolve) => {
      write = resolve
    })
    let isGiven = false
    const signing = signDownload(
      endingWith(() => written),
      context,
      { file },
    ).finally(() => {
      isGiven = true
    })
    await wait(50)
    expect(isGiven).toBe(false)
    write()
    expect((await signing).url).toContain(file)
    const lost = endingWith(() => Promise.reject(new Error('The entry is lost')))
    await expect(signDownload(lost, context, { file })).rejects.toThrow('The entry is lost')
  })

  it('keeps its disposition', async () => {
    const { context, file } = await availableFile()
    const { url } = await signDownload(world.services, context, { file, isInline: true })
    expect((await follow(linkOf(url))).headers['Content-Disposition']).toMatch(/^inline/)
    await expect(follow({ ...linkOf(url), disposition: 'attachment' })).rejects.toMatchObject({
      reason: 'link_invalid',
    })
  })

  it('ends', async () => {
    const { context, file } = await availableFile()
    const { url } = await signDownload(world.services, context, { file, expiresIn: 30 })
    world.wait(31)
    await expect(follow(linkOf(url))).rejects.toMatchObject({ code: 'forbidden', reason: 'link_expired' })
  })

  it.each<[string, (link: Link) => Partial<Link>]>([
    ['tampered with', ({ token }) => ({ token: `${token?.slice(0, -1)}${token?.endsWith('A') ? 'B' : 'A'}` })],
    ['made to last', ({ token }) => ({ token: `9${token}` })],
    ['of another file', () => ({ file: '01900000-0000-7000-8000-00000000dead' })],
    ['of another version', () => ({ version: '2' })],
    ['of no version', () => ({ version: null })],
    ['that is no token', () => ({ token: 'nothing' })],
    ['without a token', () => ({ token: null })],
  ])('%s is refused', async (_, change) => {
    const { context, file } = await availableFile()
    const { url } = await signDownload(world.services, context, { file })
    await expect(follow({ ...linkOf(url), ...change(linkOf(url)) })).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'link_invalid',
    })
  })

  it('stops working when its file is deleted, taken back or replaced', async () => {
    const { organization, context, file } = await availableFile()
    const { url } = await signDownload(world.services, context, { file })
    await world.sql(`update file set status = 'quarantined' where id = $1`, [file])
    await expect(follow(linkOf(url))).rejects.toMatchObject({ code: 'not_available' })
    await world.makeAvailable(file)
    await world.sql(
      `insert into file_version (id, organization_id, file_id, number, blob_id, file_name, status)
       select gen_random_uuid(), $1, $2, 2, blob_id, file_name, 'available' from file_version where file_id = $2`,
      [organization, file],
    )
    await world.sql('update file set version_number = 2 where id = $1', [file])
    await expect(follow(linkOf(url))).rejects.toMatchObject({ reason: 'link_invalid' })
    await world.sql('update file set deleted_at = now() where id = $1', [file])
    await expect(follow(linkOf(url))).rejects.toMatchObject({ code: 'not_found' })
  })

  it.each([0, 901, 1.5, -1])('of %s seconds is not made', async (expiresIn) => {
    const { context, file } = await availableFile()
    await expect(signDownload(world.services, context, { file, expiresIn })).rejects.toMatchObject({
      code: 'invalid',
      reason: 'expiry_out_of_range',
    })
  })
})

it('a picture of a file goes to whoever may see the file', async () => {
  const { organization, context, file } = await availableFile()
  await expect(openDerivative(world.services, context, { file, derivative: 'thumbnail' })).rejects.toMatchObject({
    code: 'not_found',
  })
  const [key] = (await world.traces(organization)).objects
  await world.sql(
    `update blob set derivatives = jsonb_build_object('thumbnail', $2::text)
     where id = (select blob_id from file_version where file_id = $1)`,
    [file, key],
  )
  const auditor = await world.person(organization, 'auditor')
  const served = await openDerivative(world.services, auditor, { file, derivative: 'thumbnail' })
  expect(served.headers).toMatchObject({
    'Content-Type': 'image/webp',
    'Content-Disposition': expect.stringMatching(/^inline/),
  })
  expect(await bytesOf(served)).toEqual(bytes)
})
