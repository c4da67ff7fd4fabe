import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeAvailable } from '@groundwork/db/testing'
import { describe, expect, it, vi } from 'vitest'
import { FIRST, file, type Scene, SIZE, useSlowScenes } from './support/slow-scene.ts'
import { type SlowSending, sendSlowly, wireOf } from './support/slow-sending.ts'
import { bytesType, sessionOf, tusCalls } from './support/tus-calls.ts'

/** Whoever loses their right while an upload is under way lands nothing of it, however long they take. */

/** Longer than a token lasts. */
const VERY_LONG_MS = 20 * 60_000
const scenes = useSlowScenes()
const { sceneOf, left, refusals, isUnderWay, pass, lost, losses, removal, deactivation } = scenes

async function formOf({ organization, headers }: Pick<Scene, 'organization' | 'headers'>, isAnnounced = true) {
  const parts = [['organization', organization] as const, ['file', file()] as const]
  const wire = await wireOf(parts, { isAnnounced })
  return sendSlowly(`${scenes.api.url}/api/v1/files/upload/`, {
    ...wire,
    headers: { ...headers, ...wire.headers },
    first: FIRST,
  })
}

describe('a form that takes its time', () => {
  const each = losses.flatMap((loss) => [true, false].map((isAnnounced) => ({ ...loss, isAnnounced })))

  it.each(each)('stops when who sends it $what (length told: $isAnnounced)', async ({ isAnnounced, ...loss }) => {
    const scene = await sceneOf()
    const { organization } = scene
    const before = await left(organization)
    const { answered } = await formOf(scene, isAnnounced)
    await expect.poll(() => isUnderWay(organization)).toBe(true)
    await lost(scene, loss)
    const { status, code } = await answered
    expect([status, code]).toEqual(loss.told)
    expect(await left(organization)).toEqual(before)
    expect(await refusals(organization)).toEqual([loss.told[1]])
  })

  it.each([
    { isAnnounced: true, told: [403, 'forbidden'] },
    { isAnnounced: false, told: [404, 'not_found'] }, // Its row is there already, and out of their sight.
  ])('lands nothing that their new role does not add (length told: $isAnnounced)', async ({ isAnnounced, told }) => {
    const scene = await sceneOf()
    const { answered, finish } = await formOf(scene, isAnnounced)
    await expect.poll(() => isUnderWay(scene.organization)).toBe(true)
    const place = `/organization-memberships/${scene.membership}/`
    // Whose files are those of a country: this one is of none.
    const role = { role: 'technical-department-head', attributes: { country: 'CH' } }
    await lost(scene, { ...removal, lose: () => scenes.api.admin('PATCH', place, role) })
    finish()
    const { status, code } = await answered
    expect([status, code]).toEqual(told)
    expect(await left(scene.organization)).toMatchObject({ files: 0, blobs: 0, objects: 0, reserved: 0 })
    expect(await refusals(scene.organization)).toEqual([told[1]])
  })

  it('stops when the API key it came with is revoked', async () => {
    const scene = await sceneOf()
    const { organization, member } = scene
    const { body: key } = await member('POST', '/api-keys/', { name: 'a service', organization })
    const { answered } = await formOf({ organization, headers: { 'X-API-Key': key.key } })
    await expect.poll(() => isUnderWay(organization)).toBe(true)
    await lost(scene, { ...removal, lose: () => member('DELETE', `/api-keys/${key.id}/`) })
    expect(await answered).toEqual({ status: 401, code: 'unauthenticated' })
    expect(await left(organization)).toMatchObject({ files: 0, blobs: 0, objects: 0 })
  })

  it('lands, also after its token has run out, when who sends it has kept their right', async () => {
    const scene = await sceneOf()
    const { answered, finish } = await formOf(scene)
    await expect.poll(() => isUnderWay(scene.organization)).toBe(true)
    pass(VERY_LONG_MS)
    finish()
    expect((await answered).status).toBe(201)
    expect(await left(scene.organization)).toMatchObject({ files: 1, objects: 1 })
  })
})

interface Door {
  readonly door: string
  /** Begins, and has been let in when this resolves. */
  readonly begin: (scene: Scene) => Promise<SlowSending>
  readonly status?: number
  /** What was there before stays. */
  readonly files?: number
}

/** All of a form is sent at once, but for the last part of what it ends with. */
async function begin(path: string, parts: Parameters<typeof wireOf>[0], { organization, headers }: Partial<Scene>) {
  const wire = await wireOf(parts)
  const first = wire.body.length - SIZE + FIRST
  const sending = sendSlowly(`${scenes.api.url}${path}`, { ...wire, headers: { ...headers, ...wire.headers }, first })
  if (organization) await expect.poll(() => isUnderWay(organization)).toBe(true)
  return sending
}

/** Behind its file it says where that goes. */
async function beginUnplaced({ organization, member, headers }: Scene): Promise<SlowSending> {
  const takeFor = vi.spyOn(scenes.api.services.limits, 'takeFor')
  const said = Object.entries({ org_id: organization, object_id: 'one' })
  const sending = await begin('/api/storage/receipt-upload', [['file', file()], ...said], { headers })
  await expect.poll(() => takeFor.mock.calls.map(([{ userId }]) => userId)).toContain(member.id)
  takeFor.mockRestore()
  return sending
}

const csv = (name: string, header: string) => file(name, `${header}\n`)

const doors: readonly Door[] = [
  {
    door: 'a next version',
    files: 1,
    begin: async (scene) => {
      const form = new FormData()
      form.append('file', new File(['the first one'], 'a.txt'))
      form.append('organization', scene.organization)
      const { body } = await scene.member('POST', '/files/upload/', form)
      await makeAvailable(scenes.api.sql, body.id)
      return begin(`/api/v1/files/${body.id}/versions/`, [['file', file()]], scene)
    },
  },
  {
    door: 'the storage service',
    begin: ({ organization, ...scene }) => {
      const said = { org_id: organization, system: 'workspace', object_type: 'doc', object_id: 'one' }
      return begin('/api/storage/upload', [...Object.entries(said), ['file', file()]], { organization, ...scene })
    },
  },
  {
    door: 'the storage service, what it is about after the file',
    status: 403, // Where it goes is not known yet.
    begin: beginUnplaced,
  },
  {
    door: 'an import',
    begin: (scene) =>
      begin(
        '/api/v1/products/import/',
        [
          ['organization', scene.organization],
          ['parameters', '{"mode":"upsert","match":["sku"]}'],
          ['file', csv('products.csv', 'sku,name,product_type')],
        ],
        scene,
      ),
  },
  {
    door: 'the second file of an import session',
    files: 1, // In the trash.
    begin: async (scene) => {
      const parts = [
        ['organization', scene.organization],
        ['country', 'CH'],
        ['stat_file', new File(['client_number,client_name,policy_number\nC-1,Ada,P-1\n'], 'stat.csv')],
        ['recap_file', csv('recap.csv', 'claim_number,policy_number')],
      ] as const
      const sending = await begin('/api/v1/import-sessions/', parts, { headers: scene.headers })
      const kept = () => scenes.api.sql('select from file where organization_id = $1', [scene.organization])
      await expect.poll(async () => (await kept()).length).toBe(1)
      return sending
    },
  },
  {
    door: 'tus in one go',
    begin: async ({ organization, headers }) => {
      const path = await tusCalls(scenes.api.url, headers).begun(SIZE, { organization, filename: 'a.txt' })
      const sending = sendSlowly(`${scenes.api.url}${path}`, {
        method: 'PATCH',
        headers: { ...headers, ...bytesType, 'Tus-Resumable': '1.0.0', 'Upload-Offset': 0, 'Content-Length': SIZE },
        body: Buffer.from(await file().arrayBuffer()),
        first: FIRST,
      })
      const held = () =>
        scenes.api.sql('select from upload_session where id = $1 and lease_until > now()', [sessionOf(path)])
      await expect.poll(async () => (await held()).length).toBe(1)
      return sending
    },
  },
  {
    door: 'an address of a slow server',
    begin: async ({ organization, member }) => {
      const server = createServer().listen(0, '127.0.0.1')
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      const asked = once(server, 'request')
      const answered = member('POST', '/files/import-url/', { organization, url: `http://127.0.0.1:${port}/a.txt` })
      const [, res] = (await asked) as [unknown, ServerResponse]
      const bytes = Buffer.from(await file().arrayBuffer())
      res.writeHead(200, { 'Content-Length': SIZE }).write(bytes.subarray(0, FIRST))
      await expect.poll(() => isUnderWay(organization)).toBe(true)
      void answered.finally(() => server.close())
      return {
        answered: answered.then(({ status, body }) => ({ status, code: body.code })),
        finish: () => void res.end(bytes.subarray(FIRST)),
      }
    },
  },
  {
    door: 'an upload-only link, of whoever made it',
    begin: async ({ organization, member }) => {
      const { body: folder } = await member('POST', '/folders/', { name: 'Inbox', organization })
      const { body } = await member('POST', `/folders/${folder.id}/links/`, { kind: 'upload' })
      return begin(`${new URL(body.url).pathname}/upload`, [['file', file()]], { organization })
    },
  },
]

describe.each(doors)('by $door', ({ begin, status = 404, files = 0 }) => {
  it('nothing lands of who is no member any more', async () => {
    const scene = await sceneOf()
    const { answered } = await begin(scene)
    await lost(scene, removal)
    expect((await answered).status).toBe(status)
    expect(await left(scene.organization)).toMatchObject({ files, versions: files, objects: files })
    expect(await refusals(scene.organization)).toEqual([status === 403 ? 'forbidden' : 'not_found'])
  })

  it('nothing lands of what comes whole right after they were removed', async () => {
    const scene = await sceneOf()
    const { answered, finish } = await begin(scene)
    await lost(scene, removal)
    finish()
    expect((await answered).status).toBeGreaterThanOrEqual(400)
    expect(await left(scene.organization)).toMatchObject({ files, versions: files })
  })

  it('all lands of who has kept their right, however long they take', async () => {
    const scene = await sceneOf()
    const { answered, finish } = await begin(scene)
    pass(VERY_LONG_MS)
    finish()
    expect((await answered).status).toBeLessThan(300)
    expect((await left(scene.organization)).versions).toBe(files + 1)
  })
})

it("tells the installation's own trail of a form that could have gone to several organizations", async () => {
  const scene = await sceneOf()
  const { member } = scene
  const other = await scenes.api.organization('Away')
  const joined = await scenes.api.admin('POST', '/organization-memberships/', {
    user: member.id,
    organization: other,
    role: 'member',
  })
  expect(joined.status).toBe(201)
  const { answered } = await beginUnplaced(scene)
  await lost(scene, deactivation)
  expect(await answered).toEqual({ status: 401, code: 'unauthenticated' })
  const told = await scenes.api.sql(
    `select organization_id as organization, object_repr as name, context->>'code' as code from audit_entry
     where user_id = $1 and action_type = 'UPLOAD'`,
    [member.id],
  )
  expect(told).toEqual([{ organization: null, name: 'a.txt', code: 'unauthenticated' }])
})
