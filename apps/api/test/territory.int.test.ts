import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

type Member = Caller & { readonly id: string }

let api: TestApi
let acme: string
let owner: Member
let swiss: Member
let austrian: Member
let head: Member
let uploader: Member

beforeAll(async () => {
  api = await startTestApi()
  acme = await api.organization('Acme')
  owner = await api.member(acme, 'owner')
  swiss = await memberOf('territorial-administrator', 'CH')
  austrian = await memberOf('territorial-administrator', 'AT')
  head = await memberOf('technical-department-head', 'CH')
  uploader = await api.member(acme, 'uploader')
})
afterAll(() => api.stop())

async function memberOf(role: string, country: string): Promise<Member> {
  const member = await api.member(acme, role)
  const { body } = await owner('GET', `/organization-memberships/?user=${member.id}`)
  const { status } = await owner('PATCH', `/organization-memberships/${body.results[0].id}/`, {
    attributes: { country },
  })
  expect(status).toBe(200)
  return member
}

async function upload(by: Caller, country?: string) {
  const form = new FormData()
  form.append('organization', acme)
  if (country) form.append('custom_fields', JSON.stringify({ country }))
  form.append('file', new Blob(['bytes']), 'report.txt')
  const { status, body } = await by('POST', '/files/upload/', form)
  if (status === 201) await makeAvailable(api.sql, body.id)
  return { status, id: body.id as string }
}

const statusOf = async (by: Caller, method: string, path: string, body?: unknown) =>
  (await by(method, path, body)).status

describe('Country-Based Filtering: users can only access files from their assigned country (seed 002)', () => {
  it('in lists, by id, in counts, searches and downloads', async () => {
    const { id } = await upload(swiss, 'CH')
    expect((await swiss('GET', '/files/')).body.results.map((row: { id: string }) => row.id)).toContain(id)
    expect(await statusOf(head, 'GET', `/files/${id}/`)).toBe(200)
    expect(await statusOf(head, 'GET', `/files/${id}/download/`)).toBe(200)
    expect((await austrian('GET', '/files/')).body).toMatchObject({ count: 0, results: [] })
    expect((await austrian('GET', '/files/?search=report')).body.results).toEqual([])
    expect(await statusOf(austrian, 'GET', `/files/${id}/`)).toBe(404)
    expect(await statusOf(austrian, 'GET', `/files/${id}/download/`)).toBe(404)
  })

  it('nobody adds to another country, or to none', async () => {
    expect((await upload(swiss, 'AT')).status).toBe(403)
    expect((await upload(swiss)).status).toBe(403)
    expect((await upload(head, 'CH')).status).toBe(201)
  })

  it('nobody moves a record to another country', async () => {
    const product = { organization: acme, sku: 'CH-1', name: 'Watch', product_type: 'PHYSICAL_GOOD' }
    const { body } = await swiss('POST', '/products/', { ...product, custom_fields: { country: 'CH' } })
    const one = `/products/${body.id}/`
    expect(body.abilities).toEqual(['change', 'delete'])
    expect(await statusOf(swiss, 'PATCH', one, { custom_fields: { country: 'AT' } })).toBe(403)
    expect(await statusOf(swiss, 'PATCH', one, { name: 'Clock' })).toBe(200)
    expect(await statusOf(austrian, 'PATCH', one, { name: 'Mine' })).toBe(404)
  })
})

describe('Ownership Control: users can only delete their own files, with admin exceptions (seed 002)', () => {
  it('a technical department head deletes their own alone', async () => {
    const [own, theirs] = [await upload(head, 'CH'), await upload(swiss, 'CH')]
    expect(await statusOf(head, 'DELETE', `/files/${theirs.id}/`)).toBe(403)
    expect(await statusOf(head, 'DELETE', `/files/${own.id}/`)).toBe(204)
  })

  it('a territorial administrator also those of others in the country', async () => {
    const { id } = await upload(head, 'CH')
    expect(await statusOf(austrian, 'DELETE', `/files/${id}/`)).toBe(404)
    expect(await statusOf(swiss, 'DELETE', `/files/${id}/`)).toBe(204)
  })

  it('an uploader sees, changes and deletes their own, and nothing else', async () => {
    const { id } = await upload(uploader)
    await upload(swiss, 'CH')
    expect((await uploader('GET', '/files/')).body.results.map((row: { id: string }) => row.id)).toEqual([id])
    expect(await statusOf(uploader, 'PATCH', `/files/${id}/`, { tags: ['mine'] })).toBe(200)
    expect(await statusOf(uploader, 'DELETE', `/files/${id}/`)).toBe(204)
  })
})

describe('Role-Based Permissions (seed 002)', () => {
  it('a global administrator reaches every country, in everything below the organization they are given', async () => {
    const { body: below } = await owner('POST', '/organizations/', {
      name: 'Below',
      code: 'BELOW',
      organization_type: 'Department',
      parent: acme,
    })
    const chief = await api.member(acme, 'global-administrator')
    await api.sql(`update membership set includes_descendants = true where user_id = '${chief.id}'`)
    const again = await api.signIn((await api.admin('GET', `/users/${chief.id}/`)).body.username)
    const { id } = await upload(swiss, 'CH')
    expect(await statusOf(again, 'GET', `/files/${id}/`)).toBe(200)
    expect(await statusOf(again, 'PATCH', `/organizations/${below.id}/`, { timezone: 'Europe/Vienna' })).toBe(200)
    expect(await statusOf(again, 'DELETE', `/files/${id}/`)).toBe(204)
  })

  it('one whose country is taken away reaches nothing', async () => {
    const adrift = await memberOf('territorial-administrator', 'CH')
    const { id } = await upload(adrift, 'CH')
    const { body } = await owner('GET', `/organization-memberships/?user=${adrift.id}`)
    await owner('PATCH', `/organization-memberships/${body.results[0].id}/`, { attributes: {} })
    expect(await statusOf(adrift, 'GET', `/files/${id}/`)).toBe(404)
    expect((await adrift('GET', '/files/')).body.results).toEqual([])
  })
})
