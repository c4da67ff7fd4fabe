import { asSystem, type WorkContext } from '@groundwork/db'
import { type DerivativeName, Membership, type Principal, type SharePermission } from '@groundwork/domain'
import { derivativeKey, StorageError, type StorageProvider, storageSet, toStorageKey } from '@groundwork/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FileServices, openDerivative, readTable, signDownload } from '../src/file/index.ts'
import { createShare } from '../src/file/share/index.ts'
import { bytesOf, createFileWorld, type FileWorld, streamOf, textLike } from './file-world.ts'

let world: FileWorld
let home: string
let owner: WorkContext
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  const made = await world.member('owner')
  home = made.organization
  owner = made.context
  await join(made.context, 'owner')
})

let number = 0

/** Bytes that are taken for that type. */
async function fileOf(mimeType: string): Promise<string> {
  const bytes = textLike(60, ++number)
  const { id } = await world.upload(owner, { organization: home, fileName: 'original.txt', bytes })
  await world.makeAvailable(id)
  await world.sql('update file set mime_type = $2 where id = $1', [id, mimeType])
  await world.sql('update file_version set mime_type = $2 where file_id = $1', [id, mimeType])
  return id
}

const haveMade = (file: string, derivatives: Partial<Record<DerivativeName, string>>) =>
  world.sql(
    'update blob set derivatives = $2::jsonb where id in (select blob_id from file_version where file_id = $1)',
    [file, JSON.stringify(derivatives)],
  )

/** Somebody of the same organization whose role names no more than these. */
async function holder(...actions: string[]): Promise<WorkContext> {
  const { actor } = await world.person(home, 'auditor')
  const grants = actions.map((action) => ({ resource: 'file', action }))
  return { actor: { ...actor, memberships: actor.memberships.map((held) => ({ ...held, grants })) } }
}

/** A share counts only between people who belong to the organization, in the database as well. */
async function join(context: WorkContext & { actor: Principal }, slug: string): Promise<void> {
  const [role] = await world.sql<{ id: string }>('select id from role where organization_id is null and slug = $1', [
    slug,
  ])
  await world.services.database.withUnitOfWork(asSystem('set a test up'), (work) =>
    work.insert(Membership, { organization: home, user: context.actor.userId, role: role?.id ?? '' }),
  )
}

/** Somebody who sees none of it, but for the one file that is shown to them. */
async function receiver(file: string, permission: SharePermission): Promise<WorkContext & { actor: Principal }> {
  const context = await world.person(home, 'uploader')
  await join(context, 'uploader')
  const terms = { permission, canReshare: false, expiresAt: null }
  await createShare(world.services, owner, { file, user: context.actor.userId, ...terms })
  return context
}

const open = (context: WorkContext, file: string, derivative: DerivativeName) =>
  openDerivative(world.services, context, { file, derivative })

const views = async () => (await world.audit(home)).filter(({ action }) => action === 'VIEW')

describe('where nothing was made of a file', () => {
  it.each([
    ['image/webp', 'thumbnail'],
    ['image/webp', 'optimised'],
    ['application/json', 'table'],
    ['text/plain', 'pdf'],
  ] as const)('the original of %s is never the %s, for nobody', async (mimeType, derivative) => {
    const file = await fileOf(mimeType)
    const gone = { code: 'not_found', message: 'No such preview' }
    for (const context of [await holder('view'), await receiver(file, 'view'), owner])
      await expect(open(context, file, derivative)).rejects.toMatchObject(gone)
    expect(await views()).toEqual([])
  })

  it('a PDF is its own pages, to those who may download it, and they stand in the trail', async () => {
    const file = await fileOf('application/pdf')
    const sharing = await receiver(file, 'download')
    for (const context of [owner, await holder('view', 'download'), sharing]) {
      const served = await open(context, file, 'pdf')
      expect(served.headers).toMatchObject({ 'Content-Type': 'application/pdf' })
      expect(served.headers['Content-Disposition']).toMatch(/^inline/)
      expect(String(await bytesOf(served))).toMatch(/makes a dull file/)
    }
    const entries = await views()
    expect(entries).toHaveLength(3)
    expect(entries.at(-1)).toMatchObject({
      user_id: sharing.actor.userId,
      context: { version: 1, share: expect.any(String) },
    })
  })

  it('a PDF is kept from those who may only look, and they hear why', async () => {
    const file = await fileOf('application/pdf')
    for (const context of [await holder('view'), await receiver(file, 'view')]) {
      await expect(open(context, file, 'pdf')).rejects.toMatchObject({
        code: 'not_available',
        reason: 'download_only',
        message: expect.stringContaining('only for those who may download it'),
      })
    }
    expect((await views()).filter(({ context }) => context.success !== false)).toEqual([])
    const stranger = (await world.member('owner')).context
    await expect(open(stranger, file, 'pdf')).rejects.toMatchObject({ code: 'not_found' })
  })
})

it('a smaller copy of a PDF is shown to whoever may look', async () => {
  const file = await fileOf('application/pdf')
  const [original] = (await world.traces(home)).objects
  const key = derivativeKey(toStorageKey(original ?? ''), 'pages.pdf')
  await world.storage.put(key, streamOf(Buffer.from('small pages')), {
    contentType: 'application/pdf',
    signal: new AbortController().signal,
  })
  await haveMade(file, { pdf: key })
  const served = await open(await holder('view'), file, 'pdf')
  expect(String(await bytesOf(served))).toBe('small pages')
  expect(await views()).toMatchObject([{ context: { derivative: 'pdf' } }])
})

describe('a storage that does not answer', () => {
  const fail = async () => {
    throw new StorageError('unavailable', 'bucket-7 does not answer')
  }
  const troubled = (changes: Partial<StorageProvider>): FileServices => {
    const storage = new Proxy(world.storage, {
      get: (target, name) => Reflect.get({ [name]: Reflect.get(target, name), ...changes }, name),
    })
    return { ...world.services, storages: storageSet([storage]) }
  }
  const unavailable = {
    code: 'unavailable',
    reason: 'storage_unavailable',
    message: expect.not.stringContaining('bucket-7'),
  }

  it('signs no link, and says to try again', async () => {
    const file = await fileOf('text/plain')
    const signing = signDownload(troubled({ presignGet: fail }), owner, { file })
    await expect(signing).rejects.toMatchObject(unavailable)
  })

  it('shows no table, and says to try again', async () => {
    const file = await fileOf('text/csv')
    const [original] = (await world.traces(home)).objects
    await haveMade(file, { table: derivativeKey(toStorageKey(original ?? ''), 'table.json') })
    await expect(readTable(troubled({ open: fail }), owner, { file })).rejects.toMatchObject(unavailable)
    await expect(readTable(world.services, owner, { file })).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'bytes_missing',
    })
  })

  it('of which nobody knows any more is one as well', async () => {
    const file = await fileOf('text/csv')
    await haveMade(file, { table: 'anything' })
    await world.sql(`update blob set storage_provider = 'gone' where organization_id = $1`, [home])
    await expect(readTable(world.services, owner, { file })).rejects.toMatchObject(unavailable)
    await expect(signDownload(world.services, owner, { file })).rejects.toMatchObject(unavailable)
  })
})
