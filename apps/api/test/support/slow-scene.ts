import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import { startTestApi, type TestApi } from './start-test-api.ts'

/** How long an answer is good for, and more. */
const A_WHILE_MS = 4000

/** More than is read before it is known what it is, and a part of more than that. */
export const SIZE = 300_000
export const FIRST = 200_000

export const file = (name = 'a.txt', line = 'All work and no play makes a dull file.\n') =>
  new File([line.repeat(SIZE / line.length)], name)

type Member = Awaited<ReturnType<TestApi['member']>>

export interface Scene {
  readonly organization: string
  readonly member: Member
  /** Of the member, in the organization. */
  readonly membership: string
  readonly headers: Readonly<Record<string, string>>
}

export interface Loss {
  readonly what: string
  readonly told: readonly [number, string]
  readonly lose: (scene: Scene) => Promise<unknown>
}

/** Members who take their time over an upload and lose their right meanwhile, anew for each file of tests. */
export function useSlowScenes() {
  let api: TestApi
  beforeAll(async () => {
    api = await startTestApi({ REQUESTS_PER_MINUTE: '100000', OUTBOUND_ALLOW: '127.0.0.1/32' })
  })
  afterAll(() => api.stop())

  // Only what the clock says is moved: rows, requests and timers are as they are.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true }))
  afterEach(() => vi.useRealTimers())
  const pass = (ms: number) => vi.setSystemTime(Date.now() + ms)

  async function sceneOf(): Promise<Scene> {
    const organization = await api.organization('Home')
    const member = await api.member(organization, 'manager')
    const { body } = await api.admin('GET', `/organization-memberships/?user=${member.id}`)
    return {
      organization,
      member,
      membership: body.results[0].id,
      headers: { Authorization: `Bearer ${member.token}` },
    }
  }

  /** What there is of an organization's files: rows, versions, bytes and room that is set aside. */
  async function left(organization: string) {
    const count = async (table: string) =>
      (await api.sql(`select id from ${table} where organization_id = $1`, [organization])).length
    const objects: string[] = []
    for await (const { key } of api.services.storages.main.list(`${organization}/`)) objects.push(key)
    const [room] = await api.sql<{ reserved: string }>(
      'select reserved_bytes as reserved from storage_quota where organization_id = $1',
      [organization],
    )
    return {
      files: await count('file'),
      versions: await count('file_version'),
      blobs: await count('blob'),
      objects: objects.length,
      reserved: Number(room?.reserved ?? 0),
    }
  }

  const refusals = async (organization: string) =>
    (
      await api.sql<{ code: string }>(
        `select context->>'code' as code from audit_entry
         where organization_id = $1 and action_type = 'UPLOAD' and context->>'success' = 'false'`,
        [organization],
      )
    ).map(({ code }) => code)

  /** Something of it is noted. */
  const isUnderWay = async (organization: string) => {
    const found = await api.sql('select id from blob where organization_id = $1 and bytes is null', [organization])
    return found.length > 0
  }

  const losses: readonly Loss[] = [
    {
      what: 'has a role that adds no files',
      told: [403, 'forbidden'],
      lose: ({ membership }) => api.admin('PATCH', `/organization-memberships/${membership}/`, { role: 'viewer' }),
    },
    {
      what: 'is no member any more',
      told: [404, 'not_found'],
      lose: ({ membership }) => api.admin('DELETE', `/organization-memberships/${membership}/`),
    },
    {
      what: 'is deactivated',
      told: [401, 'unauthenticated'],
      lose: ({ member }) => api.admin('POST', `/users/${member.id}/deactivate/`),
    },
    {
      what: 'has ended their session',
      told: [401, 'unauthenticated'],
      lose: ({ member }) => member('POST', '/auth/logout-all/'),
    },
  ]

  const named = (what: string) => losses.find((loss) => loss.what === what) ?? expect.unreachable()
  const [removal, deactivation] = [named('is no member any more'), named('is deactivated')]

  const toRole = (role: string): Loss => ({
    ...removal,
    lose: ({ membership }) => api.admin('PATCH', `/organization-memberships/${membership}/`, { role }),
  })

  async function lost(scene: Scene, { lose }: Loss) {
    expect(await lose(scene)).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) })
    pass(A_WHILE_MS)
  }

  return {
    get api() {
      return api
    },
    ...{ sceneOf, left, refusals, isUnderWay, pass, lost, losses, removal, deactivation, toRole },
  }
}
