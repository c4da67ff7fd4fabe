import type { Defined, ResourceSpec, RowOf } from '@groundwork/domain'
import type { Branch, TreeVerbs } from '@groundwork/services'
import { z } from 'zod'
import type { ApiServices } from '../services.ts'
import { keyOf } from './key-of.ts'
import { isOrganizationScoped, readOrganizations } from './list-page.ts'
import { presentRest } from './present.ts'
import { refuseParameters } from './refuse-parameters.ts'
import { readValues } from './resource-routes.ts'
import { ok, type PrivateRoute } from './route.ts'

const relatives = ['children', 'descendants', 'ancestors'] as const

const summaries = {
  children: 'directly below',
  descendants: 'anywhere below',
  ancestors: 'above, the root first',
} as const satisfies Record<(typeof relatives)[number], string>

const moveBody = z.strictObject({ parent: z.string().min(1).max(100).nullable() })

/** `/children`, `/descendants`, `/ancestors` and `/move` of a tree resource. */
export function treeRoutes<S extends ResourceSpec>(
  resource: Defined<S>,
  verbs: TreeVerbs<S, ApiServices>,
): PrivateRoute[] {
  const one = `/${resource.plural}/{id}`
  const reads = relatives.map(
    (relation): PrivateRoute => ({
      method: 'GET',
      path: `${one}/${relation}`,
      tag: resource.plural,
      summary: `List ${resource.plural} ${summaries[relation]}`,
      describe: { answer: z.array(resource.read) },
      access: 'signed-in',
      run: async (call) =>
        ok(presentRows(resource, await verbs[relation](call.services, call.work, await keyOf(resource, call)))),
    }),
  )
  const narrowing = isOrganizationScoped(resource) ? ['organization'] : []
  const tree = (path: string): PrivateRoute => ({
    method: 'GET',
    path: `/${resource.plural}${path}`,
    tag: resource.plural,
    summary: `Read ${resource.plural} as a tree, each with its children`,
    describe: { answer: z.array(resource.read), parameters: narrowing },
    access: 'signed-in',
    run: async ({ services, work, params, query }) => {
      refuseParameters(query, narrowing)
      const organizations = readOrganizations(resource, query)
      const nodes = await verbs.tree(services, work, {
        ...(params.within !== undefined && { within: params.within }),
        ...(organizations && { organizations }),
      })
      return ok(presentNodes(resource, nodes))
    },
  })
  const move: PrivateRoute = {
    method: 'POST',
    path: `${one}/move`,
    tag: resource.plural,
    summary: `Move a ${resource.label} below another, or to the top`,
    describe: { body: moveBody, answer: resource.read },
    access: 'signed-in',
    run: async (call) => {
      const { parent } = readValues(moveBody, call.body)
      const row = await verbs.move(call.services, call.work, await keyOf(resource, call), parent)
      return ok(presentRest(resource, row as object))
    },
  }
  // Trees that have something in common are asked for by it: of one type, of one warehouse.
  return [...reads, tree('/tree'), ...(typeof resource.tree === 'object' ? [tree('/tree/{within}')] : []), move]
}

const presentRows = <S extends ResourceSpec>(resource: Defined<S>, rows: readonly RowOf<Defined<S>>[]) =>
  `[${rows.map((row) => presentRest(resource, row as object)).join(',')}]`

const presentNodes = <S extends ResourceSpec>(
  resource: Defined<S>,
  nodes: readonly Branch<RowOf<Defined<S>>>[],
): string => `[${nodes.map((node) => presentNode(resource, node)).join(',')}]`

const presentNode = <S extends ResourceSpec>(resource: Defined<S>, node: Branch<RowOf<Defined<S>>>): string =>
  `${presentRest(resource, node as object).slice(0, -1)},"children":${presentNodes(resource, node.children)}}`
