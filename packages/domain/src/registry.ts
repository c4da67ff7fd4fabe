import { Role } from './access/role.ts'
import { AuditEntry } from './audit/audit-entry.ts'
import { Product } from './catalog/product.ts'
import { StoredFile } from './file/stored-file.ts'
import { Profile } from './identity/profile.ts'
import { User } from './identity/user.ts'
import { Invitation } from './organization/invitation.ts'
import { Membership } from './organization/membership.ts'
import { Organization } from './organization/organization.ts'
import { OrganizationType } from './organization/organization-type.ts'
import { UnitOfMeasure } from './reference/unit-of-measure.ts'
import type { Resource } from './resource/define-resource.ts'

/** Every resource there is. The contract suites, the schema gate, the routers and the documents walk this list. */
export const resources = {
  organizationType: OrganizationType,
  organization: Organization,
  user: User,
  profile: Profile,
  role: Role,
  membership: Membership,
  invitation: Invitation,
  unitOfMeasure: UnitOfMeasure,
  product: Product,
  file: StoredFile,
  auditEntry: AuditEntry,
} as const

export type ResourceName = keyof typeof resources

/** The resource that a reference names. */
export function resourceNamed(name: string): Resource {
  const found = (resources as Readonly<Record<string, Resource>>)[name]
  if (!found) throw new Error(`There is no resource named ${name}`)
  return found
}
