import { expect } from 'vitest'
import type { Caller, TestApi } from './start-test-api.ts'

interface Wanted {
  readonly organization: string
  /** Who may change memberships there. */
  readonly owner: Caller
  readonly role: string
  readonly country: string
}

/** Somebody whose membership says which country they are of. */
export async function memberOfCountry(
  api: TestApi,
  { organization, owner, role, country }: Wanted,
): Promise<Caller & { readonly id: string }> {
  const member = await api.member(organization, role)
  const { body } = await owner('GET', `/organization-memberships/?user=${member.id}`)
  const { status } = await owner('PATCH', `/organization-memberships/${body.results[0].id}/`, {
    attributes: { country },
  })
  expect(status).toBe(200)
  return member
}
