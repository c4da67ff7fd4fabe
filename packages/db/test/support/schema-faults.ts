import { type CatalogueTable, isTenantTable } from './catalogue.ts'

/** Tables that name an organization and are read before anybody is known, so that no setting could open them. */
const readBeforeSignIn = new Set(['api_key'])

/** Uniques that hold across organizations on purpose, with the reason. */
const globalUniques = new Map([
  ['organization_code_key', 'seed 001: the code of an organization is unique everywhere'],
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
    ...(policies.length === 2 ? [] : [`${name}: more than the two policies`]),
  ]
}

const uniqueFaults = ({ name, uniques }: CatalogueTable): string[] =>
  uniques
    .filter(({ isPrimary, columns }) => !(isPrimary && columns.join() === 'id') && columns[0] !== 'organization_id')
    .filter((unique) => !globalUniques.has(unique.name))
    .map((unique) => `${name}: the unique ${unique.name} does not start with organization_id`)

/** A plain foreign key between tenants would take another tenant's row: the check behind it ignores policies. */
const foreignKeyFaults = ({ name, foreignKeys }: CatalogueTable, tenants: ReadonlySet<string>): string[] =>
  name === 'organization'
    ? []
    : foreignKeys
        .filter(({ target }) => tenants.has(target) && target !== 'organization')
        .filter(({ columns }) => columns[0] !== 'organization_id' || columns.length < 2)
        .map((key) => `${name}: the foreign key ${key.name} is not composite`)
