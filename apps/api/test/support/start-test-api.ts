import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asSystem } from '@groundwork/db'
import { createTestDatabase, type TestDatabase } from '@groundwork/db/testing'
import {
  createFirstAdmin,
  createMembership,
  createOrganization,
  createUser,
  issueAccessToken,
  readConfig,
} from '@groundwork/services'
import { pino } from 'pino'
import { type RunningApi, startApi } from '../../src/start-api.ts'

export const password = 'correct horse battery'

interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects and fails where that is not there
  readonly body: any
}

export interface Caller {
  (method: string, path: string, body?: unknown): Promise<Answer>
  readonly token: string
}

export interface TestApi extends RunningApi {
  readonly url: string
  /** Runs SQL as the superuser, whom nothing hides. */
  readonly sql: TestDatabase['sql']
  /** What the process wrote to its log. */
  readonly logged: () => string
  readonly anonymous: Caller
  signIn(username: string): Promise<Caller>
  /** A user with this role in the organization, signed in. */
  member(organization: string, role: string): Promise<Caller & { readonly id: string; readonly username: string }>
  organization(name: string): Promise<string>
  admin: Caller
}

/** The API as it runs in production, on a database, a data directory and a port of its own. */
export async function startTestApi(
  environment: Readonly<Record<string, string>> = {},
  { isLong = false }: { /** Its test takes longer than an access token lasts. */ readonly isLong?: boolean } = {},
): Promise<TestApi> {
  const database = await createTestDatabase()
  const directory = await mkdtemp(join(tmpdir(), 'groundwork-api-'))
  let logged = ''
  const settings = {
    APP_DATABASE_URL: database.appUrl,
    REDIS_URL: process.env.TEST_REDIS_URL ?? '',
    GROUNDWORK_SECRET: 'a secret for tests that is long enough',
    DATA_DIR: directory,
    PORT: '0',
    VIRUS_SCAN_PROVIDER: 'none',
    ...environment,
  }
  const api = await startApi({
    config: readConfig(settings),
    log: pino(
      { level: 'info' },
      {
        write: (line: string) => {
          logged += line
        },
      },
    ),
    database: database.database,
    environment: settings,
  })
  const url = `http://127.0.0.1:${api.port}`
  await createFirstAdmin(api.services, { email: 'admin@example.com', password })

  /** The same session, as if its token were issued hours from now. */
  const lasting = (token: string): Promise<string> => {
    const { sub, sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    const later = new Date(Date.now() + 3 * 60 * 60 * 1000)
    return issueAccessToken(api.services.keys.signing, { userId: sub, sessionId: sid }, later)
  }
  const signIn = async (username: string): Promise<Caller> => {
    const { status, body } = await callerFor(url, '')('POST', '/auth/token/', { username, password })
    // Only so many passwords are checked at a time, and a busy machine has many waiting.
    if (status === 503) return signIn(username)
    if (status !== 200) throw new Error(`${username} cannot sign in: ${status} ${JSON.stringify(body)}`)
    return callerFor(url, isLong ? await lasting(body.access) : body.access)
  }
  let count = 0
  const system = asSystem('set the scene of a test')

  return {
    ...api,
    url,
    sql: database.sql,
    logged: () => logged,
    anonymous: callerFor(url, ''),
    admin: await signIn('admin'),
    signIn,
    organization: async (name) => {
      count += 1
      const made = await createOrganization(api.services, system, {
        name,
        code: `ORG-${count}`,
        organizationType: 'Company',
      })
      return made.id
    },
    member: async (organization, role) => {
      count += 1
      const username = `${role}-${count}`
      const { id } = await createUser(api.services, system, { username, email: `${username}@example.com`, password })
      await createMembership(api.services, system, { organization, user: id, role })
      return Object.assign(await signIn(username), { id, username })
    },
    stop: async () => {
      await api.stop()
      await database.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Calls the REST API as one caller. */
function callerFor(url: string, token: string): Caller {
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const isForm = body instanceof FormData
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: isForm ? body : typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return answerOf(response)
  }
  return Object.assign(call, { token })
}

/** What came back, its JSON read. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}
