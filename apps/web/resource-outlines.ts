import { fileURLToPath } from 'node:url'
import { type Plugin, runnerImport } from 'vite'

const registry = fileURLToPath(new URL('../../packages/domain/src/registry.ts', import.meta.url))
const id = 'virtual:resource-outlines'

interface Defined {
  readonly name: string
  readonly plural: string
  readonly label: string
  readonly scope: object
  readonly key: string
  readonly title: string
  readonly defaultOrder: string
  readonly tree?: boolean | object
  readonly appendOnly?: boolean
  readonly softDelete?: boolean
  readonly customFields?: boolean
  readonly importable?: boolean
  readonly fields: Readonly<Record<string, { readonly search?: boolean }>>
}

/**
 * What the frame must know of every resource before any screen is open: names, labels, and what access is judged by. Read from the
 * definitions when the client is built, so that nobody writes it twice and the frame need not load the definitions and their schemas.
 */
export const resourceOutlines = (): Plugin => ({
  name: 'groundwork:resource-outlines',
  resolveId: (source) => (source === id ? `\0${id}` : undefined),
  async load(resolved) {
    if (resolved !== `\0${id}`) return undefined
    const { module, dependencies } = await runnerImport<{ resources: Readonly<Record<string, Defined>> }>(registry)
    for (const file of dependencies) this.addWatchFile(file)
    return `export const outlines = ${JSON.stringify(Object.values(module.resources).map(outlineOf))}`
  },
})

const outlineOf = ({
  name,
  plural,
  label,
  scope,
  key,
  title,
  defaultOrder,
  tree,
  appendOnly,
  softDelete,
  customFields,
  importable,
  fields,
}: Defined) => ({
  name,
  plural,
  label,
  scope,
  key,
  title,
  defaultOrder,
  isTree: Boolean(tree),
  isAppendOnly: appendOnly === true,
  isSoftDeleted: softDelete === true,
  hasCustomFields: customFields === true,
  isImportable: importable === true,
  isSearchable: Object.values(fields).some(({ search }) => search),
})
