import { afterAll, beforeAll } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './start-test-api.ts'

export type Row = Readonly<Record<string, unknown>> & { readonly id: string }
type Member = Caller & { readonly id: string; readonly username: string }

/** What a suite about master data works with, from its first test on. */
export let api: TestApi
export let ours: string
export let theirs: string
export let manager: Member
export let member: Member
export let viewer: Member
/** Owns the other organization. */
export let stranger: Member

/** Gives a suite an API with two organizations and people in them. */
export function startMasterData(): void {
  beforeAll(async () => {
    api = await startTestApi({ REQUESTS_PER_MINUTE: '100000' })
    ours = await api.organization('Ours')
    theirs = await api.organization('Theirs')
    manager = await api.member(ours, 'manager')
    member = await api.member(ours, 'member')
    viewer = await api.member(ours, 'viewer')
    stranger = await api.member(theirs, 'owner')
  })
  afterAll(() => api.stop())
}

export const unknown = '0193f1a0-0000-7000-8000-00000000dead'
export const filterBy = (field: string, op: string, value: unknown) =>
  `filter=${encodeURIComponent(JSON.stringify({ field, op, value }))}`

export async function make(path: string, values: object, as: Caller = manager): Promise<Row> {
  const { status, body } = await as('POST', path, values)
  if (status !== 201) throw new Error(`POST ${path} answered ${status}: ${JSON.stringify(body)}`)
  return body
}

/** What a list shows of its rows. */
export async function listed(path: string, name: string, as: Caller = manager): Promise<readonly unknown[]> {
  const { status, body } = await as('GET', path)
  if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`)
  return body.results.map((row: Row) => row[name])
}

/** Status and the messages by field: what a refusal says. */
export async function refusal(answer: Promise<Awaited<ReturnType<Caller>>>) {
  const { status, body } = await answer
  return { status, ...(body.reason && { reason: body.reason }), ...(body.errors && { errors: body.errors }) }
}

export async function upload(as: Caller, organization: string, name: string): Promise<Row> {
  const form = new FormData()
  form.append('organization', organization)
  form.append('file', new Blob([`text of ${name}`]), name)
  return (await as('POST', '/files/upload/', form)).body
}

export const category = (name: string, more: object = {}) =>
  make('/categories/', { name, category_type: 'PRODUCT', ...more })
export const warehouse = (code: string, more: object = {}) =>
  make('/warehouses/', { name: `Warehouse ${code}`, code, warehouse_type: 'DISTRIBUTION_CENTER', ...more })
export const product = (sku: string, more: object = {}) =>
  make('/products/', { sku, name: `Product ${sku}`, product_type: 'PHYSICAL_GOOD', ...more })
