import {
  Country,
  Currency,
  Language,
  OrganizationType,
  type Resource,
  Status,
  Subdivision,
  TaxCategory,
  TaxJurisdiction,
  TimeZone,
  UnitOfMeasure,
} from '@groundwork/domain'

/** A file of packages/db/reference-data, and the resource whose rows it holds. */
export interface ReferenceSet {
  readonly file: string
  readonly resource: Resource
  /** Fields that the file leaves out because they follow from others: SQL beside a row `g` of the file. */
  readonly following?: Readonly<Record<string, string>>
}

/** In an order in which each finds what it refers to. */
export const referenceSets: readonly ReferenceSet[] = [
  { file: 'organization-types', resource: OrganizationType },
  { file: 'statuses', resource: Status },
  { file: 'currencies', resource: Currency },
  { file: 'countries', resource: Country },
  { file: 'subdivisions', resource: Subdivision, following: { country: 'left(g.code, 2)' } },
  { file: 'languages', resource: Language },
  { file: 'time-zones', resource: TimeZone },
  { file: 'units-of-measure', resource: UnitOfMeasure },
  { file: 'tax-categories', resource: TaxCategory },
  { file: 'tax-jurisdictions', resource: TaxJurisdiction },
]
