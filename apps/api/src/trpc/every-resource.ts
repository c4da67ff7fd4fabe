import {
  type Create,
  type Defined,
  isBulkTarget,
  type ResourceName,
  type ResourceSpec,
  type resources,
} from '@groundwork/domain'
import {
  type BulkName,
  type BulkVerbs,
  bulk,
  catalogue,
  type TreeName,
  type TreeVerbs,
  trees,
  type Verbs,
} from '@groundwork/services'
import { bulkJobProcedures } from '../bulk/bulk-job-procedures.ts'
import { exportProcedures } from '../export/export-procedures.ts'
import { importPlanProcedures } from '../import/import-plan-procedures.ts'
import { lineageProcedures } from '../import/lineage-procedures.ts'
import type { ApiServices } from '../services.ts'
import { bulkProcedures } from './bulk-procedures.ts'
import { resourceProcedures } from './resource-procedures.ts'
import { treeProcedures } from './tree-procedures.ts'

/** Their doors are fewer or other ones: each stands in the app router. */
const apart = ['auditEntry', 'dataJob', 'file', 'folder', 'importSession', 'invitation', 'profile', 'user'] as const
type Apart = (typeof apart)[number]

type SpecOf<Name extends ResourceName> = (typeof resources)[Name] extends Defined<infer S> ? S : never
type ProceduresOf<S extends ResourceSpec> = ReturnType<typeof resourceProcedures<S, Create<S>>>
type TreeProceduresOf<S extends ResourceSpec> = ReturnType<typeof treeProcedures<S>>
type BulkProceduresOf<S extends ResourceSpec> = ReturnType<typeof bulkProcedures<S>>

type ImportProcedures = ReturnType<typeof lineageProcedures> & ReturnType<typeof importPlanProcedures>

type EveryResource = {
  readonly [Name in Exclude<ResourceName, Apart>]: ProceduresOf<SpecOf<Name>> &
    ReturnType<typeof exportProcedures> &
    (SpecOf<Name> extends { readonly importable: true } ? ImportProcedures : unknown) &
    (Name extends TreeName ? TreeProceduresOf<SpecOf<Name>> : unknown) &
    (Name extends BulkName
      ? BulkProceduresOf<SpecOf<Name>> &
          (SpecOf<Name>['scope'] extends { readonly field: 'organization' }
            ? ReturnType<typeof bulkJobProcedures<SpecOf<Name>>>
            : unknown)
      : unknown)
}

type AnyVerbs = Verbs<ResourceSpec, ApiServices, unknown>
const isApart = (name: string) => (apart as readonly string[]).includes(name)
const treesByName = trees as unknown as Readonly<Record<string, TreeVerbs<ResourceSpec, ApiServices>>>
const bulkByName = bulk as unknown as Readonly<Record<string, BulkVerbs<ResourceSpec>>>

/** The resources with the doors that every resource has, by name: those of the registry, their exact types included. */
export const plainDoors = (Object.entries(catalogue) as unknown as [string, AnyVerbs][])
  .filter(([name]) => !isApart(name))
  .map(([name, verbs]) => ({ name, verbs, tree: treesByName[name], many: bulkByName[name] }))

/** The procedures of every resource that has no doors of its own. */
export const everyResource = Object.fromEntries(
  plainDoors.map(({ name, verbs, tree, many }) => [
    name,
    {
      ...resourceProcedures(verbs),
      ...exportProcedures(verbs.resource),
      ...(verbs.resource.importable && {
        ...lineageProcedures(verbs.resource),
        ...importPlanProcedures(verbs.resource),
      }),
      ...(tree && treeProcedures(tree)),
      ...(many && bulkProcedures(verbs.resource, many)),
      ...(many && isBulkTarget(verbs.resource) && bulkJobProcedures(verbs.resource)),
    },
  ]),
) as unknown as EveryResource
