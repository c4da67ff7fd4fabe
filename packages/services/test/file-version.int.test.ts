import { text } from 'node:stream/consumers'
import type { WorkContext } from '@groundwork/db'
import { StoredFile } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createShare,
  issueVersionTicket,
  listFileVersions,
  nameFileVersion,
  openDownload,
  openSigned,
  openVersionByTicket,
  removeFileVersion,
  restoreFileVersion,
  signDownload,
} from '../src/file/index.ts'
import { createFileWorld, type FileWorld, pixel } from './file-world.ts'
import { waryScanner } from './wary-scanner.ts'

const wary = waryScanner()
let world: FileWorld

beforeAll(async () => {
  world = await createFileWorld({ scanner: wary.scanner })
})
afterAll(() => world.close())

interface Theirs {
  readonly organization: string
  readonly context: WorkContext
}

const upload = (theirs: Theirs, bytes: string | Buffer, more: { replaces?: string; fileName?: string } = {}) =>
  world.upload(theirs.context, {
    organization: theirs.organization,
    fileName: more.fileName ?? 'letter.txt',
    bytes: Buffer.from(bytes),
    ...(more.replaces && { replaces: more.replaces }),
  })

async function clean(theirs: Theirs, bytes: string, more: { replaces?: string; fileName?: string } = {}) {
  const { id } = await upload(theirs, bytes, more)
  await world.scan(theirs.organization, id)
  return id
}

const served = async ({ context }: Theirs, file: string, version?: number) => {
  const { open } = await openDownload(world.services, context, { file, version })
  return open ? text(await open()) : null
}
const rowOf = (theirs: Theirs, id: string) => world.database.reader(theirs.context).get(StoredFile, id)

describe('replacing a file', () => {
  it('serves the old one until the new one is known clean', async () => {
    const theirs = await world.member()
    const id = await clean(theirs, 'first')
    const row = await upload(theirs, 'second!', { replaces: id })
    expect(row).toMatchObject({ id, status: 'available', versionNumber: 1, newVersionStatus: 'stored', fileSize: 5 })
    expect(await served(theirs, id)).toBe('first')

    await world.scan(theirs.organization, id)
    expect(await rowOf(theirs, id)).toMatchObject({
      status: 'available',
      versionNumber: 2,
      newVersionStatus: null,
      fileSize: 7,
    })
    expect(await served(theirs, id)).toBe('second!')
    expect(await served(theirs, id, 1)).toBe('first')
    expect(await world.quota(theirs.organization)).toEqual({ used: 12, reserved: 0 })
  })

  it('takes what is said of the file along, once the bytes are there', async () => {
    const theirs = await world.member()
    const id = await clean(theirs, 'first')
    const { organization, context } = theirs
    const given = { organization, fileName: 'other.txt', tags: ['paid'], entityType: 'invoice', entityId: '7' }
    const row = await world.upload(context, { ...given, bytes: Buffer.from('second'), replaces: id })
    expect(row).toMatchObject({ tags: ['paid'], entityType: 'invoice', entityId: '7', originalFilename: 'letter.txt' })
    await clean(theirs, 'third', { replaces: id })
    expect(await rowOf(theirs, id)).toMatchObject({ tags: ['paid'], entityType: 'invoice' })
  })

  it('leaves the old one where the new one is infected, and says so', async () => {
    const theirs = await world.member()
    const id = await clean(theirs, 'harmless')
    await clean(theirs, 'HARMFUL', { replaces: id })
    expect(await rowOf(theirs, id)).toMatchObject({
      status: 'available',
      versionNumber: 1,
      newVersionStatus: 'quarantined',
    })
    expect(await served(theirs, id)).toBe('harmless')
    await expect(served(theirs, id, 2)).rejects.toMatchObject({ code: 'not_available', reason: 'quarantined' })
    await expect(restoreFileVersion(world.services, theirs.context, { id, number: 2 })).rejects.toMatchObject({
      code: 'not_available',
    })
    const [second] = await listFileVersions(world.services, theirs.context, id)
    expect(second).toMatchObject({ number: 2, isCurrent: false, statusReason: expect.stringContaining('Test.Harmful') })
  })

  it('makes a quarantined file available again', async () => {
    const theirs = await world.member()
    const id = await clean(theirs, 'HARMFUL too')
    expect(await rowOf(theirs, id)).toMatchObject({ status: 'quarantined' })
    await clean(theirs, 'harmless now', { replaces: id })
    expect(await rowOf(theirs, id)).toMatchObject({ status: 'available', versionNumber: 2, statusReason: null })
    expect(await served(theirs, id)).toBe('harmless now')
  })

  it('keeps the name, but where that would promise another type', async () => {
    const theirs = await world.member()
    const id = await clean(theirs, 'one', { fileName: 'plan.txt' })
    await clean(theirs, 'two', { replaces: id, fileName: 'plan (2).txt' })
    expect(await rowOf(theirs, id)).toMatchObject({ originalFilename: 'plan.txt' })
    await upload(theirs, pixel, { replaces: id, fileName: 'plan.png' })
    await world.scan(theirs.organization, id)
    expect(await rowOf(theirs, id)).toMatchObject({ originalFilename: 'plan.png', mimeType: 'image/png' })
  })

  it('that breaks off leaves the file as it was', async () => {
    const theirs = await world.member()
    const id = await clean(theirs, 'whole')
    await expect(upload(theirs, '', { replaces: id })).rejects.toMatchObject({ reason: 'empty_file' })
    await expect(upload(theirs, 'MZ', { replaces: id, fileName: 'a.exe' })).rejects.toMatchObject({
      reason: 'extension_blocked',
    })
    expect(await rowOf(theirs, id)).toMatchObject({ versionNumber: 1, newVersionStatus: null, status: 'available' })
    expect(await world.quota(theirs.organization)).toEqual({ used: 5, reserved: 0 })
  })

  it('is for those who may change it, and not before its first version is settled, nor while it is held', async () => {
    const theirs = await world.member()
    const { id } = await upload(theirs, 'not scanned yet')
    await expect(upload(theirs, 'x', { replaces: id })).rejects.toMatchObject({ reason: 'version_under_way' })
    await world.scan(theirs.organization, id)

    const viewer = { ...theirs, context: await world.person(theirs.organization, 'viewer') }
    await expect(upload(viewer, 'x', { replaces: id })).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = await world.member()
    await expect(upload(stranger, 'x', { replaces: id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(upload({ ...stranger, context: theirs.context }, 'x', { replaces: id })).rejects.toMatchObject({
      code: 'not_found',
    })

    await world.sql('update file set legal_hold = true where id = $1', [id])
    await expect(upload(theirs, 'x', { replaces: id })).rejects.toMatchObject({ reason: 'legal_hold' })
  })

  it('twice at once ends with the later one, whichever is scanned first', async () => {
    const theirs = await world.member()
    const id = await clean(theirs, 'one')
    await Promise.all([upload(theirs, 'two', { replaces: id }), upload(theirs, 'three', { replaces: id })])
    await world.scan(theirs.organization, id)
    const versions = await listFileVersions(world.services, theirs.context, id)
    expect(versions.map(({ number, isCurrent, status }) => [number, isCurrent, status])).toEqual([
      [3, true, 'available'],
      [2, false, 'available'],
      [1, false, 'available'],
    ])
  })

  it('ends signed links to what was there before', async () => {
    const theirs = await world.member()
    const id = await clean(theirs, 'old')
    const { url } = await signDownload(world.services, theirs.context, { file: id })
    const { searchParams } = new URL(url)
    const part = (name: string) => searchParams.get(name)
    const link = { file: id, version: part('version'), disposition: part('disposition'), token: part('token') }
    expect((await openSigned(world.services, {}, link)).status).toBe(200)
    await clean(theirs, 'new', { replaces: id })
    await expect(openSigned(world.services, {}, link)).rejects.toMatchObject({ reason: 'link_invalid' })
  })
})

describe('a version', () => {
  it('that is restored is a new one of the same bytes: none are kept twice, and none are read', async () => {
    const theirs = await world.member()
    const id = await clean(theirs, 'first')
    await clean(theirs, 'second', { replaces: id })
    const { reads } = wary.state
    const row = await restoreFileVersion(world.services, theirs.context, { id, number: 1 })
    expect(row).toMatchObject({ versionNumber: 3, fileSize: 5, status: 'available' })
    expect(await served(theirs, id)).toBe('first')
    expect(wary.state.reads).toBe(reads)
    expect(await world.quota(theirs.organization)).toEqual({ used: 11, reserved: 0 })
    const [restored] = await listFileVersions(world.services, theirs.context, id)
    expect(restored).toMatchObject({
      number: 3,
      restoredFrom: 1,
      createdByUsername: (theirs.context as { actor: { username: string } }).actor.username,
    })
    expect(await world.audit(theirs.organization)).toContainEqual(
      expect.objectContaining({
        action: 'RESTORE',
        context: expect.objectContaining({ version: 3, restoredFrom: 1 }),
      }),
    )
  })

  it('has a name for whoever may change the file', async () => {
    const theirs = await world.member()
    const id = await clean(theirs, 'first')
    await nameFileVersion(world.services, theirs.context, { id, number: 1, label: 'As signed' })
    expect(await listFileVersions(world.services, theirs.context, id)).toMatchObject([{ label: 'As signed' }])
    const viewer = await world.person(theirs.organization, 'viewer')
    await expect(nameFileVersion(world.services, viewer, { id, number: 1, label: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(nameFileVersion(world.services, theirs.context, { id, number: 9, label: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('that is removed takes its bytes along, unless another is made of them', async () => {
    const theirs = await world.member('owner')
    const id = await clean(theirs, 'first')
    await clean(theirs, 'second', { replaces: id })
    await restoreFileVersion(world.services, theirs.context, { id, number: 1 })
    const remove = (number: number) => removeFileVersion(world.services, theirs.context, { id, number })
    await remove(1)
    expect(await world.quota(theirs.organization)).toEqual({ used: 11, reserved: 0 })
    await remove(2)
    expect(await world.quota(theirs.organization)).toEqual({ used: 5, reserved: 0 })
    expect(await served(theirs, id)).toBe('first')
    await expect(remove(3)).rejects.toMatchObject({ reason: 'version_current' })
    await expect(remove(2)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is removed by those who may purge, and neither under hold nor under retention', async () => {
    const theirs = await world.member()
    const id = await clean(theirs, 'first')
    await clean(theirs, 'second', { replaces: id })
    const owner = await world.person(theirs.organization, 'owner')
    const removeAs = (context: WorkContext) => removeFileVersion(world.services, context, { id, number: 1 })
    await expect(removeAs(theirs.context)).rejects.toMatchObject({ code: 'forbidden' })
    await world.sql(`update file set retain_until = now() + interval '1 day' where id = $1`, [id])
    await expect(removeAs(owner)).rejects.toMatchObject({ reason: 'retained' })
    await world.sql('update file set retain_until = null, legal_hold = true where id = $1', [id])
    await expect(removeAs(owner)).rejects.toMatchObject({ reason: 'legal_hold' })
    await world.sql('update file set legal_hold = false where id = $1', [id])
    await expect(removeAs(owner)).resolves.toBeUndefined()
  })
})

it('bytes that are found harmful later are taken back everywhere', async () => {
  const theirs = await world.member()
  const one = await clean(theirs, 'a wolf in clothing')
  const other = await clean(theirs, 'a wolf in clothing', { fileName: 'copy.txt' })
  Object.assign(wary.state, { signatures: '2', fears: 'wolf' })
  try {
    const third = await clean(theirs, 'a wolf in clothing', { fileName: 'third.txt' })
    for (const id of [one, other, third]) {
      expect(await rowOf(theirs, id)).toMatchObject({ status: 'quarantined' })
      await expect(served(theirs, id)).rejects.toMatchObject({ code: 'not_available' })
    }
  } finally {
    Object.assign(wary.state, { signatures: '1', fears: 'HARMFUL' })
  }
})

describe('a ticket for a version', () => {
  const invalid = { code: 'forbidden', reason: 'ticket_invalid' }
  const tokenIn = ({ url }: { readonly url: string }) => new URL(url).searchParams.get('ticket') ?? ''
  const open = (token: string) => openVersionByTicket(world.services, {}, token)
  async function known(as = 'member') {
    const { organization, context } = await world.member(as)
    return { organization, context: await world.signedIn(context, organization) }
  }
  const issue = async ({ context }: Theirs, id: string, number: number) =>
    tokenIn(await issueVersionTicket(world.services, context, { id, number }))

  it('leads to its bytes once and within a minute, and is audited as a download of that version', async () => {
    const theirs = await known()
    const id = await clean(theirs, 'first')
    await clean(theirs, 'second!', { replaces: id })
    const token = await issue(theirs, id, 1)
    const before = (await world.audit(theirs.organization)).length
    const { open: bytes } = await open(token)
    expect(bytes && (await text(await bytes()))).toBe('first')
    expect((await world.audit(theirs.organization)).slice(before)).toEqual([
      expect.objectContaining({
        action: 'DOWNLOAD',
        object_id: id,
        user_id: theirs.context.actor.userId,
        context: expect.objectContaining({ version: 1, fileSize: 5 }),
      }),
    ])
    await expect(open(token)).rejects.toMatchObject(invalid)
    const late = await issue(theirs, id, 1)
    world.wait(61)
    await expect(open(late)).rejects.toMatchObject(invalid)
  })

  it('is for a version of that file which is known clean, and a refusal stands in the trail', async () => {
    const theirs = await known()
    const id = await clean(theirs, 'first')
    await upload(theirs, 'not scanned', { replaces: id })
    await expect(issue(theirs, id, 2)).rejects.toMatchObject({ code: 'not_available' })
    expect((await world.audit(theirs.organization)).at(-1)).toMatchObject({
      action: 'DOWNLOAD',
      context: { success: false },
    })
    await expect(issue(theirs, id, 3)).rejects.toMatchObject({ code: 'not_found' })
    await world.sql(`update file_version set status = 'quarantined' where file_id = $1 and number = 1`, [id])
    await expect(issue(theirs, id, 1)).rejects.toMatchObject({ code: 'not_available', reason: 'quarantined' })
  })

  it('opens nothing that has been found harmful, removed or put out of reach since', async () => {
    const theirs = await known()
    const id = await clean(theirs, 'first')
    await clean(theirs, 'second!', { replaces: id })
    const early = await Promise.all([1, 2, 3].map(() => issue(theirs, id, 1)))
    await world.sql(
      `update blob set scan_verdict = 'infected' where id = (select blob_id from file_version where file_id = $1 and number = 1)`,
      [id],
    )
    await expect(open(early[0] ?? '')).rejects.toMatchObject({ code: 'not_available', reason: 'quarantined' })
    await world.sql('delete from file_version where file_id = $1 and number = 1', [id])
    await expect(open(early[1] ?? '')).rejects.toMatchObject({ code: 'not_found' })
    await world.sql('delete from membership where user_id = $1', [theirs.context.actor.userId])
    await expect(open(early[2] ?? '')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is given of a held file, to nobody from elsewhere, to no key, and not by a share', async () => {
    const theirs = await known()
    const id = await clean(theirs, 'first')
    await world.sql('update file set legal_hold = true where id = $1', [id])
    expect((await open(await issue(theirs, id, 1))).status).toBe(200)
    await expect(issue(await known(), id, 1)).rejects.toMatchObject({ code: 'not_found' })
    const { sessionId: _, ...person } = theirs.context.actor
    const key = { actor: { ...person, kind: 'apiKey' as const, apiKeyId: id } }
    await expect(issue({ ...theirs, context: key }, id, 1)).rejects.toMatchObject({ reason: 'person_required' })
    const guest = await world.signedIn(await world.person(theirs.organization, 'uploader'), theirs.organization)
    const share = { permission: 'download', canReshare: false, expiresAt: null } as const
    await createShare(world.services, theirs.context, { file: id, user: guest.actor.userId, ...share })
    expect(await served({ ...theirs, context: guest }, id)).toBe('first')
    await expect(issue({ ...theirs, context: guest }, id, 1)).rejects.toMatchObject({ code: 'not_found' })
  })
})
