import { randomBytes } from 'node:crypto'
import { asSystem, type RequestOrigin, type WorkContext } from '@groundwork/db'
import { createTestDatabase } from '@groundwork/db/testing'
import { type CreateOf, Membership, type Organization, type Principal, Role } from '@groundwork/domain'
import { deriveKeys } from '../src/config/index.ts'
import {
  authenticate,
  createIdentityServices,
  createUser,
  type IdentityServices,
  signIn,
} from '../src/identity/index.ts'
import { insertOrganization } from '../src/organization/create-organization.ts'

export const origin: RequestOrigin = { ip: '203.0.113.7', userAgent: 'a browser', requestId: 'request-1' }

export interface Person {
  readonly id: string
  readonly username: string
  readonly email: string
  readonly password: string
}

export type World = Awaited<ReturnType<typeof createWorld>>

/** A database of one's own, a clock that a test moves, and short ways to what a test is not about. */
export async function createWorld() {
  const testDatabase = await createTestDatabase()
  const { database } = testDatabase
  let now = Date.now()
  const clock = () => new Date(now)
  const keys = deriveKeys('a secret that is long enough for it')
  const services = createIdentityServices({ database, keys, clock })
  const unique = () => randomBytes(5).toString('hex')
  const system = asSystem('set a test up')

  /** What another API process is: the same database, caches of its own. */
  const otherProcess = (): IdentityServices => createIdentityServices({ database, keys, clock })

  const names = () => {
    const username = `user-${unique()}`
    return { username, email: `${username}@example.com`, password: `pw ${unique()}` }
  }

  async function person(given: Partial<Person> & { readonly isSuperuser?: boolean } = {}): Promise<Person> {
    const { isSuperuser, ...chosen } = given
    const input = { ...names(), ...chosen }
    const { id } = await createUser(services, system, input)
    if (isSuperuser) await sql('update app_user set is_superuser = true where id = $1', [id])
    return { ...input, id }
  }

  const organization = (given: Partial<CreateOf<typeof Organization>> = {}) =>
    database.withUnitOfWork(system, async (work) => {
      const name = `Organization ${unique()}`
      return insertOrganization(work, { name, code: name, organizationType: 'Company', ...given })
    })

  async function roleId(slug: string): Promise<string> {
    const { rows } = await database.reader(system).list(Role, { filter: { field: 'slug', op: 'eq', value: slug } })
    return rows[0]?.id ?? slug
  }

  const member = async (
    user: Person,
    given: { readonly of: string; readonly as: string } & Partial<CreateOf<typeof Membership>>,
  ) => {
    const { of, as, ...rest } = given
    const role = await roleId(as)
    return database.withUnitOfWork(system, (work) =>
      work.insert(Membership, { user: user.id, organization: of, role, ...rest }),
    )
  }

  const tokensOf = ({ username, password }: Person) => signIn(services, { username, password }, origin)

  /** Who they are when they ask now, with nothing remembered. */
  async function principal(user: Person): Promise<Principal> {
    services.principals.forgetUser(user.id)
    const { access } = await tokensOf(user)
    return authenticate(services, { bearer: access })
  }

  const context = async (user: Person): Promise<WorkContext> => ({ actor: await principal(user), origin })

  /** What no caller can see, or could change behind our back. */
  const sql = <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    database.withUnitOfWork(system, (work) => work.query<Row>(text, values))

  return {
    services,
    database,
    /** As the owner of the tables, who may change them. */
    asOwner: testDatabase.sql,
    keys,
    clock,
    otherProcess,
    names,
    person,
    organization,
    member,
    tokensOf,
    principal,
    context,
    sql,
    roleId,
    wait(seconds: number) {
      now += seconds * 1000
    },
    /** Entries of the audit trail about an object, oldest first. */
    audit: (objectId: string) =>
      sql<{ action: string; user_id: string | null; object_repr: string; organization_id: string | null }>(
        'select action_type as action, user_id, object_repr, organization_id from audit_entry where object_id = $1 order by created_at, id',
        [objectId],
      ),
    close: () => testDatabase.close(),
  }
}
