import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { WorkContext } from '@groundwork/db'
import type { QuarantineListQuery } from '@groundwork/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deriveKeys } from '../src/config/index.ts'
import {
  issueArchiveTicket,
  issueQuarantineTicket,
  openDownload,
  openQuarantined,
  openQuarantinedByTicket,
  outdatedRescans,
  quarantinedFiles,
  releaseFile,
  requestRescan,
  rescanFile,
  ScannerUnavailable,
} from '../src/file/index.ts'
import { type MailMessage, sendFileWithdrawn } from '../src/mail/index.ts'
import { createFileWorld, type FileWorld } from './file-world.ts'
import { waryScanner } from './wary-scanner.ts'

const superuser: WorkContext = {
  actor: {
    kind: 'user',
    userId: '0193f1a0-0000-7000-8000-000000000001',
    username: 'root',
    isSuperuser: true,
    memberships: [],
  },
}
const harmful = Buffer.from('something HARMFUL')
const { scanner, state } = waryScanner()

let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld({ scanner })
})
afterAll(() => world.close())

let home: Awaited<ReturnType<FileWorld['member']>>
beforeEach(async () => {
  home = await world.member('owner')
  Object.assign(state, { signatures: randomUUID(), fears: 'HARMFUL' })
})

async function uploaded(bytes: Buffer, fileName = 'a.txt'): Promise<string> {
  const { organization, context } = home
  const { id } = await world.upload(context, { organization, fileName, bytes })
  await world.scan(organization, id)
  return id
}

const statusOf = async (id: string) =>
  (await world.sql<{ status: string }>('select status from file where id = $1', [id]))[0]?.status
const topicsOf = async (id: string) => (await world.events(id)).map(({ topic }) => topic)
const download = (id: string) => openDownload(world.services, home.context, { file: id })
const keys = deriveKeys('a secret that is long enough for it')
/** Of one's own organization, unless told. */
const quarantined = (asked: Partial<QuarantineListQuery> = {}, context: WorkContext = home.context) => {
  const { organization } = home
  const query = { organizations: [organization], isReleased: false, orderBy: '-since' as const, limit: 10, ...asked }
  return quarantinedFiles({ ...world.services, keys }, context, query)
}
const tokenIn = ({ url }: { readonly url: string }) => new URL(url).searchParams.get('ticket') ?? ''
const namesOf = async (asked: Partial<QuarantineListQuery> = {}) =>
  (await quarantined(asked)).rows.map(({ fileName }) => fileName)
const refused = { code: 'not_available', reason: 'quarantined' }
const rescan = () => outdatedRescans(world.services)()
const payloadOf = (objectId: string) => ({ event: randomUUID(), organization: home.organization, objectId })

describe('what is in quarantine', () => {
  it('is told with its finding to those who may decide, and to nobody else', async () => {
    const id = await uploaded(harmful)
    const { rows, nextCursor } = await quarantined()
    expect(nextCursor).toBeNull()
    expect(rows).toEqual([
      expect.objectContaining({
        file: id,
        organization: home.organization,
        verdict: 'infected',
        finding: 'Test.Harmful',
        status: 'quarantined',
        uploadedByUsername: home.context.actor.username,
        folderName: null,
        abilities: expect.arrayContaining(['quarantine', 'delete']),
      }),
    ])
    const viewer = await world.person(home.organization, 'viewer')
    for (const asked of [{}, { organizations: undefined }])
      await expect(quarantined(asked, viewer)).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = await world.member('owner')
    await expect(quarantined({}, stranger.context)).rejects.toMatchObject({ code: 'not_found' })
    expect((await quarantined({ organizations: undefined }, stranger.context)).rows).toEqual([])
  })

  it('is shown of every organization where one may decide, and of no other', async () => {
    await uploaded(harmful, 'home.txt')
    const away = await world.member('owner')
    await world.upload(away.context, { organization: away.organization, fileName: 'away.txt', bytes: harmful })
    const mine = home.context.actor.memberships
    const grants = (action: string) => [
      { ...away.context.actor.memberships[0], grants: [{ resource: 'file', action }] },
    ]
    const withGrant = (action: string) =>
      ({ actor: { ...home.context.actor, memberships: [...mine, ...grants(action)] } }) as WorkContext
    const { id } =
      (await world.sql<{ id: string }>('select id from file where organization_id = $1', [away.organization]))[0] ??
      expect.fail()
    await world.scan(away.organization, id)
    const names = async (action: string) =>
      (await quarantined({ organizations: undefined, orderBy: 'name' }, withGrant(action))).rows.map(
        ({ fileName, abilities }) => [fileName, abilities.includes('quarantine')],
      )
    expect(await names('view')).toEqual([['home.txt', true]])
    // Who decides about what they do not see is told what is held, and no more of the file.
    expect(await names('quarantine')).toEqual([
      ['away.txt', false],
      ['home.txt', true],
    ])
    expect(await quarantined({ organizations: undefined }, superuser)).toMatchObject({
      rows: expect.arrayContaining([expect.objectContaining({ fileName: 'away.txt' })]),
    })
  })

  it.each([
    ['-since', ['3.txt', '2.txt', '1.txt']],
    ['since', ['1.txt', '2.txt', '3.txt']],
    ['name', ['1.txt', '2.txt', '3.txt']],
    ['-name', ['3.txt', '2.txt', '1.txt']],
  ] as const)(
    'comes page by page in the order %s, though the last of a page goes meanwhile',
    async (orderBy, names) => {
      for (const name of ['1.txt', '2.txt', '3.txt']) await uploaded(Buffer.from(`${name} HARMFUL`), name)
      const found: string[] = []
      let cursor: string | undefined
      do {
        const page = await quarantined({ orderBy, limit: 1, cursor })
        for (const { file, fileName, key } of page.rows) {
          found.push(fileName)
          if (fileName === '2.txt') await world.sql('update file set deleted_at = now() where id = $1', [file])
          expect(key).not.toBe(file)
        }
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined && found.length < 9)
      expect(found).toEqual(names)
      const { nextCursor } = await quarantined({ orderBy, limit: 1 })
      const wrong = quarantined({ orderBy, isReleased: true, cursor: nextCursor ?? '' })
      await expect(wrong).rejects.toMatchObject({ reason: 'invalid_cursor' })
    },
  )

  it('is searched by name and narrowed to a verdict; a version behind one that is served is told apart', async () => {
    await uploaded(harmful, 'a virus.txt')
    const id = await uploaded(Buffer.from('fine'), 'report.txt')
    const { organization, context } = home
    const unclear = {
      ...scanner,
      scan: async () => ({ kind: 'unscannable', reason: 'encrypted', cause: null }) as const,
    }
    await world.upload(context, { organization, fileName: 'report 2.txt', bytes: Buffer.from('locked'), replaces: id })
    await world.scan(organization, id, { scanner: unclear })
    expect(await namesOf({ orderBy: 'name' })).toEqual(['a virus.txt', 'report 2.txt'])
    expect(await namesOf({ search: 'VIRUS a' })).toEqual(['a virus.txt'])
    expect(await namesOf({ search: '%' })).toEqual([])
    expect(await namesOf({ verdict: 'infected' })).toEqual(['a virus.txt'])
    expect((await quarantined({ verdict: 'unscannable' })).rows).toEqual([
      expect.objectContaining({ file: id, number: 2, isServed: false, finding: 'encrypted' }),
    ])
  })

  it('is told since when, also after it was scanned again', async () => {
    const id = await uploaded(harmful)
    const since = async () => (await quarantined()).rows.map((row) => row.since)
    const before = await since()
    await world.sql(`update file_version set held_since = held_since - interval '3 days' where file_id = $1`, [id])
    const earlier = await since()
    expect(Date.parse(earlier[0] ?? '')).toBe(Date.parse(before[0] ?? '') - 3 * 86_400_000)
    await rescanFile(world.services, payloadOf(id), async () => undefined)
    expect(await since()).toEqual(earlier)
    await releaseFile(world.services, home.context, { id, reason: 'ours' })
    const [released] = (await quarantined({ isReleased: true })).rows
    expect(released?.since).toBe(released?.releasedAt)
    expect(await world.sql('select held_since from file_version where file_id = $1', [id])).toEqual([
      { held_since: null },
    ])
  })

  it('is served by one door alone: as an attachment of no type, audited before the first byte', async () => {
    const id = await uploaded(harmful)
    await expect(download(id)).rejects.toMatchObject(refused)
    const { headers, open } = await openQuarantined(world.services, home.context, { id })
    expect(headers).toMatchObject({
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': expect.stringMatching(/^attachment; filename="a\.txt\.quarantined"/),
      'X-Content-Type-Options': 'nosniff',
    })
    expect((await world.audit(home.organization)).at(-1)).toMatchObject({
      action: 'DOWNLOAD',
      object_id: id,
      context: { quarantined: true, finding: 'Test.Harmful' },
    })
    expect(open && (await buffer(await open()))).toEqual(harmful)
  })

  it('is fetched by a browser with a ticket, once, by whoever may still decide then', async () => {
    home = { ...home, context: await world.signedIn(home.context, home.organization) }
    const id = await uploaded(harmful)
    const issue = async () => tokenIn(await issueQuarantineTicket(world.services, home.context, { id }))
    const open = (token: string) => openQuarantinedByTicket(world.services, {}, token)
    const invalid = { code: 'forbidden', reason: 'ticket_invalid' }
    const token = await issue()
    const before = (await world.audit(home.organization)).length
    const served = await open(token)
    expect(served.open && (await buffer(await served.open()))).toEqual(harmful)
    expect((await world.audit(home.organization)).slice(before)).toEqual([
      expect.objectContaining({ action: 'DOWNLOAD', object_id: id, user_id: home.context.actor.userId }),
    ])
    await expect(open(token)).rejects.toMatchObject(invalid)

    const forFine = { ids: [await uploaded(Buffer.from('fine'))], folders: [] }
    await expect(open(tokenIn(await issueArchiveTicket(world.services, home.context, forFine)))).rejects.toMatchObject(
      invalid,
    )
    const late = await issue()
    world.wait(61)
    await expect(open(late)).rejects.toMatchObject(invalid)

    const left = await issue()
    await world.sql('delete from membership where user_id = $1', [home.context.actor.userId])
    await expect(open(left)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is opened, released and scanned again by nobody without the right, nor by a key', async () => {
    const id = await uploaded(harmful)
    const member = await world.person(home.organization, 'member')
    const release = { id, reason: 'I know it' }
    const attempts = await Promise.allSettled([
      openQuarantined(world.services, member, { id }),
      issueQuarantineTicket(world.services, member, { id }),
      releaseFile(world.services, member, release),
      requestRescan(world.services, member, id),
    ])
    expect(attempts).toEqual(
      attempts.map(() => ({ status: 'rejected', reason: expect.objectContaining({ code: 'forbidden' }) })),
    )
    const key = { actor: { ...home.context.actor, kind: 'api-key', keyId: randomUUID() } } as never
    const forPeople = { reason: 'person_required' }
    await expect(releaseFile(world.services, key, release)).rejects.toMatchObject(forPeople)
    await expect(issueQuarantineTicket(world.services, key, { id })).rejects.toMatchObject(forPeople)
    expect(await statusOf(id)).toBe('quarantined')
  })

  it('holds nothing of a file that is fine', async () => {
    const id = await uploaded(Buffer.from('fine'))
    const nothing = { code: 'conflict', reason: 'not_quarantined' }
    await expect(openQuarantined(world.services, home.context, { id })).rejects.toMatchObject(nothing)
    await expect(releaseFile(world.services, home.context, { id, reason: 'x' })).rejects.toMatchObject(nothing)
  })
})

describe('a release', () => {
  it('lets the bytes out wherever they are, says who and why, and is told to whoever asks', async () => {
    const [id, twin] = [await uploaded(harmful), await uploaded(harmful, 'b.txt')]
    const file = await releaseFile(world.services, home.context, { id, reason: 'a test file of ours' })
    expect(file).toMatchObject({ status: 'available', statusReason: expect.stringContaining('a test file of ours') })
    for (const released of [id, twin]) expect((await download(released)).status).toBe(200)
    expect(await topicsOf(id)).toContain('file.released')
    expect(await world.audit(home.organization)).toContainEqual(
      expect.objectContaining({
        object_id: id,
        user_id: home.context.actor.userId,
        context: expect.objectContaining({ released: 'a test file of ours', finding: 'Test.Harmful' }),
      }),
    )
    const { rows } = await quarantined({ isReleased: true })
    expect(rows.map(({ releaseReason }) => releaseReason)).toEqual(['a test file of ours', 'a test file of ours'])
  })

  it('of a version that was to follow puts it in its place', async () => {
    const id = await uploaded(Buffer.from('first'))
    const { organization, context } = home
    await world.upload(context, { organization, fileName: 'a.txt', bytes: harmful, replaces: id })
    await world.scan(organization, id)
    const file = await releaseFile(world.services, context, { id, reason: 'looked into' })
    expect(file).toMatchObject({ versionNumber: 2, newVersionStatus: null, fileSize: harmful.length })
  })

  it('stands while the scanner says the same, also when the bytes come once more', async () => {
    const id = await uploaded(harmful)
    await releaseFile(world.services, home.context, { id, reason: 'ours' })
    state.signatures = 'newer'
    expect(await rescan()).toBeGreaterThan(0)
    expect((await download(id)).status).toBe(200)
    const again = await uploaded(harmful, 'again.txt')
    expect([await statusOf(again), await statusOf(id)]).toEqual(['available', 'available'])
  })

  it('ends when the scanner says something else', async () => {
    const unclear = { ...scanner, scan: async () => ({ kind: 'unscannable', reason: 'locked', cause: null }) as const }
    const { organization, context } = home
    const { id } = await world.upload(context, { organization, fileName: 'a.txt', bytes: harmful })
    await world.scan(organization, id, { scanner: unclear })
    await releaseFile(world.services, context, { id, reason: 'we have the key' })
    await rescanFile(world.services, payloadOf(id), async () => undefined)
    expect(await statusOf(id)).toBe('quarantined')
    await expect(download(id)).rejects.toMatchObject(refused)
    expect(await topicsOf(id)).toContain('file.withdrawn')
  })
})

describe('signatures that have changed', () => {
  it('take what is infected out of service at once, and bring back what never was', async () => {
    const [mistake, fine, bad] = [
      await uploaded(harmful),
      await uploaded(Buffer.from('fine')),
      await uploaded(Buffer.from('a new WORM')),
    ]
    await rescan()
    expect(await rescan()).toBe(0)
    Object.assign(state, { signatures: 'next', fears: 'WORM' })
    expect(await rescan()).toBeGreaterThanOrEqual(3)
    expect([await statusOf(mistake), await statusOf(fine), await statusOf(bad)]).toEqual([
      'available',
      'available',
      'quarantined',
    ])
    await expect(download(bad)).rejects.toMatchObject(refused)
    expect(await topicsOf(bad)).toContain('file.withdrawn')
    expect(await topicsOf(fine)).not.toContain('file.withdrawn')
  })

  it('are acted on once, and the rest is left to the next run where the scanner breaks off', async () => {
    const files = [await uploaded(Buffer.from('one')), await uploaded(Buffer.from('two'))]
    state.signatures = 'next'
    let isFirst = true
    const frail = {
      ...scanner,
      scan: async (subject: Parameters<typeof scanner.scan>[0]) => {
        if (!isFirst) throw new ScannerUnavailable('gone')
        isFirst = false
        return scanner.scan(subject)
      },
    }
    const run = outdatedRescans({ ...world.services, scanner: frail })
    expect(await run()).toBe(1)
    const reads = state.reads
    await rescan()
    expect(state.reads - reads).toBeGreaterThanOrEqual(1)
    const after = state.reads
    expect(await rescan()).toBe(0)
    expect(state.reads).toBe(after)
    for (const id of files) expect(await statusOf(id)).toBe('available')
  })

  it('a scanner that does not answer judges nothing, and nothing becomes clean', async () => {
    const id = await uploaded(harmful)
    const down = { ...scanner, signatures: () => Promise.reject(new ScannerUnavailable('down')) }
    expect(await outdatedRescans({ ...world.services, scanner: down })()).toBe(0)
    const { organization } = home
    await expect(
      rescanFile({ ...world.services, scanner: down }, payloadOf(id), async () => undefined),
    ).rejects.toBeInstanceOf(ScannerUnavailable)
    expect([await statusOf(id), organization]).toEqual(['quarantined', organization])
  })

  it('are told to those who run the organization, by mail', async () => {
    const { organization, context } = home
    await world.sql(
      `insert into membership (id, organization_id, user_id, role_id, is_active)
       select gen_random_uuid(), $1, $2, id, true from role where slug = 'owner' and organization_id is null`,
      [organization, context.actor.userId],
    )
    const id = await uploaded(Buffer.from('a new MENACE'))
    Object.assign(state, { signatures: randomUUID(), fears: 'MENACE' })
    await rescan()
    const [event] = await world.sql<{ id: string }>(
      `select id from outbox_event where topic = 'file.withdrawn' and object_id = $1`,
      [id],
    )
    const mails: MailMessage[] = []
    const mail = { send: async (message: MailMessage) => void mails.push(message), close: async () => undefined }
    const services = { ...world.services, mail, keys }
    await sendFileWithdrawn(services, { ...payloadOf(id), event: event?.id ?? '' }, async () => undefined)
    expect(mails).toEqual([
      expect.objectContaining({
        to: `${context.actor.username}@example.com`,
        subject: 'Taken out of service: a.txt',
        text: expect.stringContaining('Test.Harmful'),
      }),
    ])
  })
})
