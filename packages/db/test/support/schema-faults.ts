import { type CatalogueTable, isTenantTable } from './catalogue.ts'

/** Tables that name an organization and are read before anybody is known, so that no setting could open them. */
const readBeforeSignIn = new Set(['api_key'])

/** Tables with rows of no organization that everybody reads; whoever loads them owns the tables. */
const sharedTables = new Set(['role', 'tax_rate'])

/**
 * What a function of the tables' owner does for callers: sums that reach above what they reach (`charge_storage`), and a search
 * whose index row-level security would bar (`blobs_with_words`).
 */
const ownerPolicies = new Map([
  ['storage_quota', 'owner_charges'],
  ['blob_text', 'owner_searches'],
])

/** Uniques that hold across organizations on purpose, with the reason. */
const globalUniques = new Map([
  ['organization_code_key', 'seed 001: the code of an organization is unique everywhere'],
  ['file_link_token_hash_key', 'a link is followed before its organization is known, and 256 random bits tell nothing'],
  ['organization_parent_id_name_key', 'an organization is its own tenant; its siblings belong to its parent'],
])

/** Everything in the catalogue that would let one tenant reach or sense another. */
export function schemaFaults(tables: readonly CatalogueTable[]): string[] {
  const tenants = tables.filter((table) => isTenantTable(table) && !readBeforeSignIn.has(table.name))
  const names = new Set(tenants.map(({ name }) => name))
  return tenants.flatMap((table) => [
    ...protectionFaults(table),
    ...uniqueFaults(table),
    ...foreignKeyFaults(table, names),
    ...sharedRowFaults(table),
    ...ownerFaults(table),
  ])
}

function protectionFaults({ name, isProtected, policies }: CatalogueTable): string[] {
  const column = name === 'organization' ? 'id' : 'organization_id'
  const isolation = policies.find((policy) => policy.name === 'tenant_isolation')
  const system = policies.find((policy) => policy.name === 'system_access')
  return [
    ...(isProtected ? [] : [`${name}: row-level security is not enabled and forced`]),
    ...(isolation?.using.startsWith(`(${column} = ANY (`) && isolation.using.includes("'app.org_ids'")
      ? []
      : [`${name}: no policy tenant_isolation on ${column}`]),
    ...(isolation?.using.includes('SELECT (NULLIF(') ? [] : [`${name}: the policy is no init-plan`]),
    ...(isolation?.roles.join() === 'groundwork_app' ? [] : [`${name}: tenant_isolation is not for groundwork_app`]),
    ...(isolation?.check.includes("'app.org_ids'") ? [] : [`${name}: the policy does not check what is written`]),
    ...(system?.roles.join() === 'groundwork_system' ? [] : [`${name}: no policy system_access`]),
    ...(policies.length === policyCount(name) ? [] : [`${name}: more policies than it should have`]),
  ]
}

const policyCount = (name: string) => 2 + (sharedTables.has(name) ? 2 : 0) + (ownerPolicies.has(name) ? 1 : 0)

/** Nobody but the tables' owner goes past the organizations of a caller. */
function ownerFaults({ name, policies }: CatalogueTable): string[] {
  const wanted = ownerPolicies.get(name)
  if (!wanted) return []
  const policy = policies.find((candidate) => candidate.name === wanted)
  const isOwners = policy !== undefined && !policy.roles.some((role) => /^(public|groundwork_.*)$/.test(role))
  return isOwners ? [] : [`${name}: ${wanted} opens it to more than the owner`]
}

/** Rows of no organization are there to read, and only by the system or the tables' owner to write. */
function sharedRowFaults({ name, policies }: CatalogueTable): string[] {
  if (!sharedTables.has(name)) return []
  const shared = policies.find((policy) => policy.name === 'shared_rows')
  const loading = policies.find((policy) => policy.name === 'owner_loads')
  const isUnowned = '(organization_id IS NULL)'
  const isReadOnly = shared?.command === 'SELECT' && shared.using === isUnowned
  const isOwners = loading?.using === isUnowned && loading.check === isUnowned
  return [
    ...(isReadOnly ? [] : [`${name}: no policy shared_rows that only reads`]),
    ...(isOwners && !loading.roles.some((role) => /^(public|groundwork_.*)$/.test(role))
      ? []
      : [`${name}: owner_loads opens it to more than the owner`]),
  ]
}

/** The ids are random. The primary key of a partitioned table has to name what it is partitioned by as well. */
const uniqueFaults = ({ name, uniques, isPartitioned }: CatalogueTable): string[] =>
  uniques
    .filter(({ isPrimary, columns }) => !(isPrimary && columns[0] === 'id' && (isPartitioned || columns.length === 1)))
    .filter(({ columns }) => columns[0] !== 'organization_id')
    .filter((unique) => !globalUniques.has(unique.name))
    .map((unique) => `${name}: the unique ${unique.name} does not start with organization_id`)

/**
 * A plain foreign key between tenants would take another tenant's row: the check behind it ignores policies. A composite one
 * could not lead to a row that is everybody's; there a trigger of the key's name looks.
 */
const foreignKeyFaults = ({ name, foreignKeys, guards }: CatalogueTable, tenants: ReadonlySet<string>): string[] =>
  name === 'organization'
    ? []
    : foreignKeys
        .filter(({ target }) => tenants.has(target) && target !== 'organization')
        .filter(({ columns }) => columns[0] !== 'organization_id' || columns.length < 2)
        .filter((key) => !(sharedTables.has(key.target) && guards.includes(key.name)))
        .map((key) => `${name}: the foreign key ${key.name} is not composite`)
