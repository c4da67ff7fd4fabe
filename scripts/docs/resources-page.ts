import { actionsOf, type Field, type OnDelete, type Resource, snakeCase } from '@groundwork/domain'

/** The page about every resource, from nothing but the definitions. */
export const resourcesPage = (resources: readonly Resource[]): string =>
  [introduction, ...resources.map(section)].join('\n\n').concat('\n')

/** A line for each resource, for the README. */
export function resourcesTable(resources: readonly Resource[]): string {
  const head = ['resource', 'REST below `/api/v1`', 'key', 'whose']
  const rows = resources.map((resource) => {
    const { name, label, plural, key } = resource
    const link = `[${label}](docs/resources.md#${name.toLowerCase()})`
    return [link, `\`/${plural}/\``, `\`${snakeCase(key)}\``, whose(resource)]
  })
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)))
  const line = (cells: readonly string[], filler = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, filler)).join(' | ')} |`
  return [
    line(head),
    line(
      head.map(() => ''),
      '-',
    ),
    ...rows.map((cells) => line(cells)),
  ].join('\n')
}

const introduction = `# The resources

Written from the definitions in \`packages/domain/src\` by \`npm run docs\`; never by hand. Names are REST's; tRPC and the typed
client have the same in camelCase (\`base_uom\` is \`baseUom\`). A name after an arrow is the resource that a field refers to; a filter
may go on from there (\`category.name\`). How filters, searches and orders are written: [access.md](access.md) and \`/api/docs\`.`

function section(resource: Resource): string {
  const { name, label, plural, fields, uniques = [], handle, defaultOrder, findable = [] } = resource
  const list = (names: readonly string[]) => names.map((one) => `\`${snakeCase(one)}\``).join(', ') || 'nothing'
  const named = (use: 'sort' | 'search') => Object.keys(fields).filter((one) => fields[one]?.[use])
  const facts: [string, string][] = [
    ['REST', `\`/api/v1/${plural}/\`${handle ? `, one also by its \`${snakeCase(handle)}\`` : ''}`],
    ['tRPC', `\`${name}\``],
    ['key', keyOf(resource)],
    ['scope', scopeOf(resource)],
    ['unique together', uniques.map((set) => set.map((one) => `\`${snakeCase(one)}\``).join(' + ')).join('; ')],
    ['filters', filtersOf(resource)],
    ['sorts', `${list([...named('sort'), ...findable])}; by itself \`${snakeCase(defaultOrder)}\``],
    ['search', named('search').length || findable.length ? list([...named('search'), ...findable]) : ''],
    ['actions', list(actionsOf(resource))],
    ['refers to', referencesOf(resource)],
    ['holds', holdingsOf(resource)],
    ['tree', treeOf(resource)],
    ['has', traitsOf(resource)],
  ]
  const lines = facts.filter(([, text]) => text).map(([fact, text]) => `- **${fact}**: ${text}`)
  return [`## ${name}`, '', `${label[0]?.toUpperCase()}${label.slice(1)}.`, '', ...lines].join('\n')
}

const keyOf = ({ key }: Resource) => (key === 'id' ? '`id`, a uuid v7' : `\`${snakeCase(key)}\`, as it is written`)

function whose({ scope }: Resource): string {
  if (scope.kind === 'global') return 'everybody’s'
  if (scope.kind === 'self') return 'a person’s'
  return scope.unowned === 'shared' ? 'an organization’s or everybody’s' : 'an organization’s'
}

function scopeOf(resource: Resource): string {
  const { scope } = resource
  if (scope.kind === 'global') return 'everybody reads it, superusers write it'
  if (scope.kind === 'self') return 'a person’s own'
  if (scope.field === 'id') return 'each is a tenant of its own'
  const unowned = { shared: '; rows of none are everybody’s to read', system: '; rows of none are the superuser’s' }
  return `an organization${scope.unowned ? unowned[scope.unowned] : ''}`
}

function filtersOf({ fields }: Resource): string {
  const filters = Object.entries(fields).filter(([, { filter }]) => filter)
  return filters.map(([name, field]) => filterOf(snakeCase(name), field)).join(', ')
}

function filterOf(name: string, { reference, members, kind }: Field): string {
  if (reference) return `\`${name}\` → ${reference}`
  if (members) return `\`${name}.*\``
  return kind === 'json' ? `\`${name}.<key>\`` : `\`${name}\``
}

const consequences: Readonly<Record<OnDelete, string>> = {
  protect: 'is kept while this refers to it',
  clear: 'is forgotten here when it is deleted',
  cascade: 'takes this along when it is deleted',
}

function referencesOf({ fields }: Resource): string {
  return Object.entries(fields)
    .filter(([name, { reference, write }]) => reference && write !== 'never' && name !== 'organization')
    .map(([name, { reference, where, onDelete = 'protect' }]) => {
      const wanted = Object.entries(where ?? {}).map(([field, value]) => ` with ${snakeCase(field)} ${value}`)
      return `\`${snakeCase(name)}\` → ${reference}${wanted.join('')}, which ${consequences[onDelete]}`
    })
    .join('; ')
}

const holdingsOf = ({ fields }: Resource): string =>
  Object.entries(fields)
    .flatMap(([name, { members, kind }]) =>
      members
        ? [
            `\`${snakeCase(name)}\`${kind === 'items' ? ', a list' : ''}: ${Object.keys(members).map(snakeCase).join(', ')}`,
          ]
        : [],
    )
    .join('; ')

function treeOf({ tree }: Resource): string {
  if (!tree) return ''
  return typeof tree === 'object' ? `by \`parent\`, of the same \`${snakeCase(tree.within)}\`` : 'by `parent`'
}

const traitsOf = ({ softDelete, tagged, customFields, appendOnly }: Resource): string =>
  [
    ...(softDelete ? ['trash and restore'] : []),
    ...(tagged ? ['tags'] : []),
    ...(customFields ? ['custom fields'] : []),
    ...(appendOnly ? ['no change once it is made'] : []),
  ].join(', ')
