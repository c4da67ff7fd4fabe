import { describe, expect, it } from 'vitest'
import { StoredFile } from '../file/stored-file.ts'
import { evaluateFilter } from '../filter/evaluate-filter.ts'
import { resources } from '../registry.ts'
import type { Resource } from '../resource/define-resource.ts'
import { actionsOf } from './actions.ts'
import { previewPrincipal, refusePreview } from './preview-principal.ts'
import type { Principal } from './principal.ts'
import { scopeFor, scopeToFilter } from './scope.ts'
import { type SeededRole, seededRoles } from './seeded-roles.ts'

const me = '01890a5d-ac96-774b-bcce-b302099a8059'
const acme = '01890a5d-ac96-774b-bcce-b302099a8057'
const beta = '01890a5d-ac96-774b-bcce-b302099a8058'

const holderOf = ({ slug, grants }: SeededRole): Principal => ({
  kind: 'user',
  userId: me,
  username: 'ada',
  isSuperuser: false,
  memberships: [acme, beta].map((organization) => ({
    organization,
    role: slug,
    attributes: { country: 'CH' },
    grants,
  })),
})

const file = { organization: acme, uploadedBy: me, createdBy: me, customFields: { country: 'CH' } }
const files = [
  file,
  { ...file, uploadedBy: beta, createdBy: beta },
  { ...file, customFields: { country: 'AT' } },
  { ...file, organization: beta },
]
const seenBy = (principal: Principal) =>
  files.filter((row) =>
    evaluateFilter(scopeToFilter(scopeFor(principal, 'view', StoredFile), StoredFile), row, StoredFile),
  )

const pairs = seededRoles.flatMap((own) => seededRoles.map((role) => ({ own, role, name: own.slug, as: role.slug })))

describe('a preview', () => {
  it.each(pairs)('of a $as by a $name shows what both see, of the one organization', ({ own, role }) => {
    const principal = holderOf(own)
    const seen = seenBy(previewPrincipal(principal, acme, role))
    const both = seenBy(principal).filter((row) => row.organization === acme && seenBy(holderOf(role)).includes(row))
    expect(seen).toEqual(both)
  })

  it.each(seededRoles)('of a $slug does nothing, whatever its role and its viewer may', (role) => {
    const superuser: Principal = { ...holderOf(role), isSuperuser: true }
    const preview = previewPrincipal(superuser, acme, role)
    for (const resource of Object.values<Resource>(resources)) {
      for (const action of actionsOf(resource).filter((one) => one !== 'view')) {
        expect([resource.name, action, scopeFor(preview, action, resource).kind]).toEqual([
          resource.name,
          action,
          'none',
        ])
      }
    }
    expect(() => refusePreview(preview)).toThrow(expect.objectContaining({ reason: 'preview_read_only' }))
    expect(() => refusePreview(superuser)).not.toThrow()
  })
})
