import type { Defined, ResourceSpec, RowOf } from '@groundwork/domain'
import type { TreeVerbs } from '@groundwork/services'
import { z } from 'zod'
import type { ApiServices } from '../services.ts'
import { presentRest } from './present.ts'
import { idOf, readValues } from './resource-routes.ts'
import { ok, type PrivateRoute } from './route.ts'

const relatives = ['children', 'descendants', 'ancestors'] as const

const summaries = {
  children: 'directly below',
  descendants: 'anywhere below',
  ancestors: 'above, the root first',
} as const satisfies Record<(typeof relatives)[number], string>

const moveBody = z.strictObject({ parent: z.uuid().nullable() })

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
      run: async ({ services, work, params }) =>
        ok(presentRows(resource, await verbs[relation](services, work, idOf(params)))),
    }),
  )
  const move: PrivateRoute = {
    method: 'POST',
    path: `${one}/move`,
    tag: resource.plural,
    summary: `Move a ${resource.label} below another, or to the top`,
    describe: { body: moveBody, answer: resource.read },
    access: 'signed-in',
    run: async ({ services, work, params, body }) => {
      const { parent } = readValues(moveBody, body)
      return ok(presentRest(resource, await verbs.move(services, work, idOf(params), parent)))
    },
  }
  return [...reads, move]
}

const presentRows = <S extends ResourceSpec>(resource: Defined<S>, rows: readonly RowOf<Defined<S>>[]) =>
  `[${rows.map((row) => presentRest(resource, row as object)).join(',')}]`
