import { Role } from './access/role.ts'
import { AuditEntry } from './audit/audit-entry.ts'
import { Category } from './catalog/category.ts'
import { Product } from './catalog/product.ts'
import { Contact } from './contact/contact.ts'
import { CustomFieldDefinition } from './custom-field/custom-field-definition.ts'
import { DataJob } from './data-job/data-job.ts'
import { Document } from './document/document.ts'
import { Folder } from './file/folder.ts'
import { StoredFile } from './file/stored-file.ts'
import { Profile } from './identity/profile.ts'
import { User } from './identity/user.ts'
import { ImportSession } from './import-session/import-session.ts'
import { Claim } from './insurance/claim.ts'
import { Client } from './insurance/client.ts'
import { Policy } from './insurance/policy.ts'
import { Asset } from './inventory/asset.ts'
import { StockLocation } from './inventory/stock-location.ts'
import { Warehouse } from './inventory/warehouse.ts'
import { Invitation } from './organization/invitation.ts'
import { Membership } from './organization/membership.ts'
import { Organization } from './organization/organization.ts'
import { OrganizationType } from './organization/organization-type.ts'
import { Country } from './reference/country.ts'
import { Currency } from './reference/currency.ts'
import { Language } from './reference/language.ts'
import { Status } from './reference/status.ts'
import { Subdivision } from './reference/subdivision.ts'
import { TimeZone } from './reference/time-zone.ts'
import { UnitOfMeasure } from './reference/unit-of-measure.ts'
import type { Resource } from './resource/define-resource.ts'
import { StoredFilter } from './saved-view/stored-filter.ts'
import { Tag } from './tag/tag.ts'
import { TaxCategory } from './tax/tax-category.ts'
import { TaxJurisdiction } from './tax/tax-jurisdiction.ts'
import { TaxRate } from './tax/tax-rate.ts'

/** Every resource there is. The contract suites, the schema gate, the routers and the documents walk this list. */
export const resources = {
  organizationType: OrganizationType,
  organization: Organization,
  user: User,
  profile: Profile,
  role: Role,
  membership: Membership,
  invitation: Invitation,
  status: Status,
  currency: Currency,
  country: Country,
  subdivision: Subdivision,
  language: Language,
  timeZone: TimeZone,
  unitOfMeasure: UnitOfMeasure,
  taxJurisdiction: TaxJurisdiction,
  taxCategory: TaxCategory,
  taxRate: TaxRate,
  contact: Contact,
  category: Category,
  product: Product,
  warehouse: Warehouse,
  stockLocation: StockLocation,
  asset: Asset,
  document: Document,
  client: Client,
  policy: Policy,
  claim: Claim,
  tag: Tag,
  customFieldDefinition: CustomFieldDefinition,
  storedFilter: StoredFilter,
  folder: Folder,
  file: StoredFile,
  importSession: ImportSession,
  dataJob: DataJob,
  auditEntry: AuditEntry,
} as const

export type ResourceName = keyof typeof resources

/** The resource of that name, where there is one: what is kept outlives what it was kept about. */
export const knownResource = (name: string): Resource | undefined =>
  Object.hasOwn(resources, name) ? (resources as Readonly<Record<string, Resource>>)[name] : undefined

/** The resource that a reference names. */
export function resourceNamed(name: string): Resource {
  const found = knownResource(name)
  if (!found) throw new Error(`There is no resource named ${name}`)
  return found
}
