import type { IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { type Resource, resources, seededRoles } from '@groundwork/domain'
import { networkOf } from '@groundwork/services'
import { byteOperations } from '../../src/file/byte-operations.ts'
import { toRest } from '../../src/rest/names.ts'
import { restRoutes } from '../../src/rest/rest-routes.ts'
import { storageOperations } from '../../src/storage/storage-operations.ts'
import type { TestApi } from '../support/start-test-api.ts'
import { procedures } from './door.ts'
import { exchange, type Sent } from './exchange.ts'
import { type GroundOwner, groundOf } from './matrix-ground.ts'
import { restTwins, routeSamples, type Sample, samples, verbSamples } from './matrix-samples.ts'

/** A column: one caller. */
interface Column {
  readonly name: string
  readonly id: string
  readonly username: string
  token: string
  readonly kept: Map<string, string>
}

/** A row: one door, with what is asked there. */
interface Line {
  readonly name: string
  readonly sample: Sample
  /** It changes nothing: what one caller was shown is there for the next. */
  readonly isRead: boolean
  request(input: Readonly<Record<string, unknown>>): Sent
}

const howToAdd =
  'Say in apps/api/test/guard/matrix-samples.ts what is asked of it, then run the test with UPDATE_GOLDEN=1.'

/** Drives every procedure and every REST route as every seeded role, and writes down who was let in. */
export async function drawPermissionMatrix(api: TestApi): Promise<string> {
  refuseStaleSamples()
  const home = await api.organization('Home')
  const columns = await makeColumns(api, home)
  const { id: colleague } = await api.member(home, 'viewer')
  await api.sql(`update membership set includes_descendants = true, attributes = '{"country":"DE"}'`)
  api.services.principals.forgetAll()

  const forReading = new Map<string, Promise<string>>()

  const draw = async ({ name, sample, isRead, request }: Line): Promise<string> => {
    const cell = (column: Column) =>
      cellOf(api, { home, colleague, column, sample, request, ...(isRead && { forReading }) })
    const cells = isOneAtATime(name) ? await inTurn(columns, cell) : await Promise.all(columns.map(cell))
    return `| ${[`\`${name}\``, ...cells].join(' | ')} |`
  }
  const tables: string[] = []
  for (const [title, lines] of [
    ['Procedures', rpcLines()],
    ['REST routes', restLines()],
  ] as const) {
    const rows: string[] = []
    for (const line of lines) rows.push(await draw(line))
    const names = ['', ...columns.map(({ name }) => name)]
    tables.push(
      [`## ${title}`, '', `| ${names.join(' | ')} |`, `|${' --- |'.repeat(names.length)}`, ...rows].join('\n'),
    )
  }
  return `${introduction}\n\n${tables.join('\n\n')}\n`
}

/** There is one profile to a person: who reads what it was while others change it would be told that it is stale. */
const isOneAtATime = (name: string) => /restoreVersion$|history\/\{entry\}\/restore$/.test(name)

async function inTurn(columns: readonly Column[], cell: (column: Column) => Promise<string>): Promise<string[]> {
  const cells: string[] = []
  for (const column of columns) cells.push(await cell(column))
  return cells
}

const introduction = `# Who may do what

Written by \`apps/api/test/guard/permission-matrix.int.test.ts\`, which asks the running API; never by hand. Each column is a
caller with that seeded role in one organization, each row is asked about a row of the caller's own and one of a colleague's.

- **allowed**: both; **own only**: the caller's own row, the colleague's is refused
- **forbidden**: it is seen, but this may not be done to it (403); **not found**: it is not seen (404); **nothing**: an empty list
- **by secret**: whoever knows the password, code or token in the request; **signed out**: not without credentials (401)`

async function makeColumns(api: TestApi, home: string): Promise<readonly Column[]> {
  const columns: Column[] = [{ name: 'anonymous', id: '', username: '', token: '', kept: new Map() }]
  const elsewhere = await api.organization('Elsewhere')
  const [superuser, nobody] = [await api.member(elsewhere, 'owner'), await api.member(elsewhere, 'owner')]
  await api.sql('delete from membership where organization_id = $1', [elsewhere])
  await api.sql('update app_user set is_superuser = true where id = $1', [superuser.id])
  const add = (name: string, { id, username, token }: Awaited<ReturnType<TestApi['member']>>) =>
    columns.push({ name, id, username, token, kept: new Map() })
  add('superuser', superuser)
  add('no membership', nobody)
  for (const { slug } of seededRoles) {
    add(slug, await api.member(home, slug))
  }
  return columns
}

interface Cell {
  readonly home: string
  readonly colleague: string
  readonly column: Column
  readonly sample: Sample
  readonly request: Line['request']
  readonly forReading?: GroundOwner['forReading']
}

async function cellOf(api: TestApi, { home, colleague, column, sample, request, forReading }: Cell): Promise<string> {
  const { token, kept } = column
  const ask = async (owner: string) => {
    let hasRow = false
    const madeRow: GroundOwner['madeRow'] = () => {
      hasRow = true
    }
    const ground = groundOf(api, { home, caller: column.id || colleague, owner, kept, forReading, madeRow })
    const input = await sample.input(ground)
    const sent = request(input as Readonly<Record<string, unknown>>)
    const headers = token ? { authorization: `Bearer ${token}` } : {}
    const response = await untilServed(() => exchange(api.url, { ...sent, headers }))
    // Where nothing but wrong secrets is tried, from one address, it would soon be told to wait.
    if (sample.isBySecret) await api.services.throttle.forgive({ account: column.id, network: ownNetwork })
    return { word: await outcomeOf(response, sample), hasRow }
  }
  const others = await ask(colleague)
  if (sample.endsSession && column.id) column.token = (await api.signIn(column.username)).token
  // Who may do it to others' rows may do it to their own.
  if (!others.hasRow || !column.id || others.word === 'allowed') return others.word
  const own = await ask(column.id)
  if (own.word === others.word) return own.word
  return own.word === 'allowed' ? 'own only' : `${own.word}, others ${others.word}`
}

const ownNetwork = networkOf('127.0.0.1')

/** A machine that is busy says nothing of who may do what. */
async function untilServed(send: () => Promise<IncomingMessage>): Promise<IncomingMessage> {
  const response = await send()
  if (response.statusCode !== 503) return response
  response.resume()
  return untilServed(send)
}

async function outcomeOf(response: IncomingMessage, { isBySecret, isOpen, isList }: Sample): Promise<string> {
  const { statusCode: status = 0, headers } = response
  const type = headers['content-type'] ?? ''
  if (/event-stream/.test(type)) return outcomeOfStream(response)
  const isJson = /json/.test(type)
  if (!isJson) response.resume()
  const answer = isJson ? ((await json(response)) as Answer) : {}
  if (status < 300) return isList && isEmptyList(answer) ? 'nothing' : 'allowed'
  const problem = answer.error?.data ?? answer
  if (problem.reason === 'credentials_missing') return 'signed out'
  if (isBySecret && status < 500) return 'by secret'
  if ((isOpen && status === 429) || problem.reason === 'nothing_to_restore') return 'allowed'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not found'
  return `${status} ${problem.reason ?? problem.code}`
}

/** A stream begins with 200 whoever asks, and a refusal comes in it. Who is known is sent on to the socket. */
async function outcomeOfStream(response: IncomingMessage): Promise<string> {
  let came = ''
  for await (const chunk of response.setEncoding('utf8')) {
    came += chunk
    if (came.includes('credentials_missing')) return 'signed out'
    if (came.includes('socket_required')) return 'allowed'
  }
  return 'refused'
}

interface Answer {
  readonly code?: string
  readonly reason?: string
  readonly results?: readonly unknown[]
  readonly result?: { readonly data?: { readonly rows?: readonly unknown[] } | null }
  readonly error?: { readonly data: { readonly code?: string; readonly reason?: string } }
}

const isEmptyList = ({ results, result }: Answer) => (results ?? result?.data?.rows)?.length === 0

function rpcLines(): readonly Line[] {
  return procedures.map(([path, { type }]) => {
    const sample = sampleOf(path)
    if (!sample) throw new Error(`No sample for the procedure ${path}. ${howToAdd}`)
    return {
      name: path,
      sample,
      isRead: type === 'query',
      request: (input) =>
        type === 'mutation'
          ? { method: 'POST', path: `/api/trpc/${path}`, body: input }
          : { method: 'GET', path: `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}` },
    }
  })
}

function sampleOf(path: string): Sample | undefined {
  const [kind = '', verb = ''] = path.split('.')
  if (Object.hasOwn(samples, path)) return samples[path]
  return Object.hasOwn(resources, kind) && Object.hasOwn(verbSamples, verb) ? verbSamples[verb]?.(kind) : undefined
}

function restLines(): readonly Line[] {
  const bytes = Object.entries(byteOperations).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({
      method: method.toUpperCase(),
      path: path.replace('/api/v1', '').replace(/\/$/, ''),
      base: '/api/v1',
    })),
  )
  const json = restRoutes.map(({ method, path }) => ({ method: method as string, path, base: '/api/v1' }))
  const storage = Object.entries(storageOperations).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({
      method: method.toUpperCase(),
      path: path.replace('/api/storage', ''),
      base: '/api/storage',
    })),
  )
  return [...json, ...bytes, ...storage].map(({ method, path, base }) => {
    const name = `${method} ${base === '/api/v1' ? path : base + path}`
    const twin = restTwins[name] ?? verbOfRoute(method, path)
    const sample = routeSamples[name] ?? (twin && sampleOf(twin))
    if (!sample) throw new Error(`No sample for the route ${name}. ${howToAdd}`)
    return { name, sample, isRead: method === 'GET', request: (input) => restRequest(method, `${base}${path}/`, input) }
  })
}

/** A sample of something that is no longer there would look like care that nobody takes. */
function refuseStaleSamples(): void {
  const known = new Set([...procedures.map(([path]) => path), ...restLines().map(({ name }) => name)])
  const declared = [samples, restTwins, routeSamples].flatMap((group) => Object.keys(group))
  const stale = declared.filter((name) => !known.has(name))
  if (stale.length) throw new Error(`These samples in matrix-samples.ts are of nothing: ${stale.join(', ')}`)
}

/** `PATCH /products/{id}` is `product.update`. */
function verbOfRoute(method: string, path: string): string | undefined {
  const [, plural, ...rest] = path.split('/')
  const kind = Object.values<Resource>(resources).find((resource) => resource.plural === plural)?.name
  const verb = (
    {
      'GET ': 'list',
      'POST ': 'create',
      'GET {id}': 'get',
      'PATCH {id}': 'update',
      'PUT {id}': 'update',
      'DELETE {id}': 'remove',
      'POST {id}/restore': 'restore',
      'GET {id}/history': 'history',
      'GET {id}/lineage': 'lineage',
      'POST {id}/history/{entry}/restore': 'restoreVersion',
      'GET {id}/children': 'children',
      'GET {id}/descendants': 'descendants',
      'GET {id}/ancestors': 'ancestors',
      'POST {id}/move': 'move',
      'GET tree': 'tree',
      'GET tree/{within}': 'treeWithin',
      'POST export': 'export',
      'POST import-plan': 'importPlan',
      'POST bulk': 'createMany',
      'PATCH bulk': 'updateMany',
      'POST bulk-delete': 'removeMany',
      'POST bulk-restore': 'restoreMany',
      'POST bulk-job': 'bulk',
    } as Readonly<Record<string, string>>
  )[`${method} ${rest.join('/')}`]
  return kind && verb ? `${kind}.${verb}` : undefined
}

/** The input of a procedure as the route like it takes it. */
function restRequest(method: string, path: string, input: Readonly<Record<string, unknown>>): Sent {
  const { values, filter, limit, ...rest } = input
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(rest[name])))
  const others = Object.entries(rest).filter(([name]) => !path.includes(`{${name}}`))
  // Of many rows it is told apart what they are, or which, and what becomes of them.
  const plain: object = path.endsWith('/bulk-job/') ? { filter } : ((values ?? {}) as object)
  const given = path.endsWith('/bulk/') ? { values } : plain
  const body = toRest({ ...Object.fromEntries(others), ...given }) as Readonly<Record<string, unknown>>
  if (method === 'POST' && isUpload(path)) return { method, path: filled, body: formOf(Object.fromEntries(others)) }
  const isBare = method === 'GET' || (method === 'DELETE' && !path.endsWith('/delete/'))
  if (!isBare) return { method, path: filled, body }
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(body)) search.set(name, String(value))
  if (filter) search.set('filter', JSON.stringify(filter))
  if (limit) search.set('page_size', String(limit))
  return { method, path: `${filled}?${search}` }
}

const isUpload = (path: string) => /upload\/$|\/files\/\{id\}\/versions\/$/.test(path)

/** With one file in it. */
const smallestZip = Buffer.from(
  'UEsDBAoAAAAAAAAAIQDFq3vFBQAAAAUAAAAFAAAAYS50eHRoZWxsb1BLAQIUAAoAAAAAAAAAIQDFq3vFBQAAAAUAAAAFAAAAAAAAAAAAAAAAAAAAAABhLnR4dFBLBQYAAAAAAQABADMAAAAoAAAAAAA=',
  'base64',
)

/** The form of an upload, its file last. */
function formOf(input: Readonly<Record<string, unknown>>): FormData {
  const { fileName = 'note.txt', ...fields } = input
  const form = new FormData()
  for (const [name, value] of Object.entries(toRest(fields) as object)) form.append(name, String(value))
  const bytes = String(fileName).endsWith('.zip') ? new Uint8Array(smallestZip) : 'some text'
  form.append('file', new Blob([bytes]), String(fileName))
  return form
}
