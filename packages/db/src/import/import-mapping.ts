import type { RememberedMapping, Resource } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'

interface MappingPlace {
  readonly organization: string
  readonly resource: Resource
}

/** Files that somebody brings in regularly are few; what was not used for long makes room. */
const mostKept = 50

/** Keeps what the names of a header mean, in the place of what was said of the same names before. */
export async function keepImportMapping(
  work: UnitOfWork,
  { organization, resource, header, mapping, settings }: MappingPlace & RememberedMapping,
): Promise<void> {
  await work.query(
    `insert into import_mapping (organization_id, resource, header_key, header, mapping, settings)
     values ($1, $2, encode(sha256(convert_to($3, 'UTF8')), 'hex'), $4::jsonb, $5::jsonb, $6::jsonb)
     on conflict (organization_id, resource, header_key)
     do update set header = excluded.header, mapping = excluded.mapping, settings = excluded.settings, used_at = current_timestamp`,
    [
      organization,
      resource.name,
      JSON.stringify([...header].sort()),
      JSON.stringify(header),
      JSON.stringify(mapping),
      JSON.stringify(settings),
    ],
  )
  await work.query(
    `delete from import_mapping where organization_id = $1 and resource = $2 and header_key in (
       select header_key from import_mapping where organization_id = $1 and resource = $2
       order by used_at desc, header_key offset ${mostKept}
     )`,
    [organization, resource.name],
  )
}

/** What was said of headers so far, the latest first. */
export function listImportMappings(
  work: UnitOfWork,
  { organization, resource }: MappingPlace,
): Promise<RememberedMapping[]> {
  return work.query<RememberedMapping>(
    `select header, mapping, settings from import_mapping where organization_id = $1 and resource = $2
     order by used_at desc, header_key limit ${mostKept}`,
    [organization, resource.name],
  )
}
