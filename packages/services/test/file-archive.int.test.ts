import { buffer, text } from 'node:stream/consumers'
import type { WorkContext } from '@groundwork/db'
import { Folder } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBuffer } from 'yauzl'
import {
  type ArchiveRequest,
  issueArchiveTicket,
  openArchive,
  planArchive,
  redeemArchiveTicket,
} from '../src/file/index.ts'
import { createFileWorld, type FileWorld } from './file-world.ts'

let world: FileWorld

beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

const chosen = (request: Partial<ArchiveRequest>): ArchiveRequest => ({ ids: [], folders: [], ...request })

async function archiveOf(context: WorkContext, request: Partial<ArchiveRequest>) {
  const { name, entries } = await planArchive(world.services, context, chosen(request))
  return { name, contents: await unpacked(await buffer(await openArchive(world.services, context, entries))) }
}

/** What another program reads of it. */
function unpacked(bytes: Buffer): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    const contents: Record<string, string> = {}
    fromBuffer(bytes, { lazyEntries: true }, (broken, zip) => {
      if (broken) return reject(broken)
      zip.on('error', reject)
      zip.on('end', () => resolve(contents))
      zip.on('entry', (entry) =>
        zip.openReadStream(entry, (unreadable, stream) => {
          if (unreadable) return reject(unreadable)
          text(stream).then((read) => {
            contents[entry.fileName] = read
            zip.readEntry()
          }, reject)
        }),
      )
      zip.readEntry()
    })
  })
}

async function home() {
  const { organization, context: person } = await world.member()
  const context = await world.signedIn(person, organization)
  const folder = (name: string, parent: string | null = null) =>
    world.database
      .withUnitOfWork(context, (work) => work.insert(Folder, { organization, name, parent }))
      .then(({ id }) => id)
  const file = async (fileName: string, bytes: string, under: string | null = null) => {
    const { id } = await world.upload(context, { organization, fileName, bytes: Buffer.from(bytes), folder: under })
    await world.makeAvailable(id)
    return id
  }
  return { organization, context, folder, file }
}

describe('an archive', () => {
  it('holds files side by side, each under a name of its own', async () => {
    const { context, file, organization } = await home()
    const ids = [await file('a.txt', 'first'), await file('A.txt', 'second'), await file('b.txt', 'third')]
    const { contents } = await archiveOf(context, { organization, ids })
    expect(contents).toEqual({ 'a.txt': 'first', 'A (2).txt': 'second', 'b.txt': 'third' })
  })

  it('holds a folder as it stands, and leaves an entry for each file', async () => {
    const { context, file, folder, organization } = await home()
    const plans = await folder('Plans')
    const old = await folder('Old', plans)
    await file('new.txt', 'new', plans)
    await file('gone.txt', 'gone', old)
    const { name, contents } = await archiveOf(context, { folders: [plans] })
    expect(name).toBe('Plans.zip')
    expect(contents).toEqual({ 'Plans/new.txt': 'new', 'Plans/Old/gone.txt': 'gone' })
    const downloads = (await world.audit(organization)).filter(({ action }) => action === 'DOWNLOAD')
    expect(downloads).toHaveLength(2)
  })

  it('says what it lacks, and is none where that is everything', async () => {
    const { context, file } = await home()
    const [good, bad] = [await file('good.txt', 'good'), await file('bad.txt', 'bad')]
    await world.sql(`update file set status = 'quarantined' where id = $1`, [bad])
    const { contents } = await archiveOf(context, { ids: [bad, good] })
    expect(contents).toEqual({ 'good.txt': 'good', '!not included.txt': expect.stringContaining('bad.txt: ') })
    await expect(archiveOf(context, { ids: [bad] })).rejects.toMatchObject({ code: 'not_available' })
  })

  it.each(['ids', 'folders'] as const)('knows no %s of others', async (kind) => {
    const { file, folder } = await home()
    const theirs = kind === 'ids' ? await file('theirs.txt', 'theirs') : await folder('Theirs')
    const { context } = await world.member()
    await expect(archiveOf(context, { [kind]: [theirs] })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a ticket for an archive', () => {
  const tokenIn = ({ url }: { readonly url: string }) => new URL(url).searchParams.get('ticket') ?? ''

  it('is good once, for its person and its selection', async () => {
    const { context, file } = await home()
    const request = chosen({ ids: [await file('a.txt', 'first')] })
    const token = tokenIn(await issueArchiveTicket(world.services, context, request))
    const redeemed = await redeemArchiveTicket(world.services, {}, token)
    expect(redeemed).toMatchObject({ context: { actor: { userId: context.actor.userId } }, request })
    await expect(redeemArchiveTicket(world.services, {}, token)).rejects.toMatchObject({ reason: 'ticket_invalid' })
  })

  it('is good for a minute', async () => {
    const { context, file } = await home()
    const request = chosen({ ids: [await file('a.txt', 'first')] })
    const token = tokenIn(await issueArchiveTicket(world.services, context, request))
    world.wait(61)
    await expect(redeemArchiveTicket(world.services, {}, token)).rejects.toMatchObject({ reason: 'ticket_invalid' })
  })

  it('is worth nothing once its person may not sign in', async () => {
    const { context, file } = await home()
    const request = chosen({ ids: [await file('a.txt', 'first')] })
    const token = tokenIn(await issueArchiveTicket(world.services, context, request))
    await world.sql('update app_user set is_active = false where id = $1', [context.actor.userId])
    await expect(redeemArchiveTicket(world.services, {}, token)).rejects.toMatchObject({ reason: 'ticket_invalid' })
  })

  it('ends with the session that asked for it, not with another of the same person', async () => {
    const { context, organization, file } = await home()
    const again = await world.signedIn(context, organization)
    const request = chosen({ ids: [await file('a.txt', 'first')] })
    const issue = async (by: WorkContext) => tokenIn(await issueArchiveTicket(world.services, by, request))
    const [token, other] = [await issue(context), await issue(again)]
    await world.sql('update session set revoked_at = now() where id = $1', [context.actor.sessionId])
    await expect(redeemArchiveTicket(world.services, {}, token)).rejects.toMatchObject({ reason: 'ticket_invalid' })
    const { context: redeemed } = await redeemArchiveTicket(world.services, {}, other)
    expect(redeemed.actor).toMatchObject({ kind: 'user', sessionId: again.actor.sessionId })
  })

  it('is not for keys, which can send themselves along', async () => {
    const { context, file } = await home()
    const request = chosen({ ids: [await file('a.txt', 'first')] })
    const { sessionId: _, ...person } = context.actor
    const key = { actor: { ...person, kind: 'apiKey' as const, apiKeyId: person.userId } }
    await expect(issueArchiveTicket(world.services, key, request)).rejects.toMatchObject({ reason: 'person_required' })
  })
})
