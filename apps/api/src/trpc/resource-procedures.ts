import { type Defined, isSortable, type OrderBy, type PatchOf, type ResourceSpec } from '@groundwork/domain'
import type { Verbs } from '@groundwork/services'
import { z } from 'zod'
import { historyProcedures } from '../audit/history-procedures.ts'
import { readAppliedQuery } from '../list-query.ts'
import type { ApiServices } from '../services.ts'
import { procedure } from './trpc.ts'

/**
 * The procedures of a resource, with its exact types. Rows need no second check on the way out: the engine selects only
 * the columns that the definition names, so there is no `output` here to parse every row again (docs/decisions/006).
 */
export function resourceProcedures<S extends ResourceSpec, New>(verbs: Verbs<S, ApiServices, New>) {
  const { resource } = verbs
  const key = z.strictObject({ id: z.string().min(1).max(100) })
  const create = z.strictObject({ values: verbs.newSchema as z.ZodType<New, New> })
  const update = z.strictObject({
    id: key.shape.id,
    values: verbs.patchSchema as z.ZodType<PatchOf<Defined<S>>, PatchOf<Defined<S>>>,
  })

  return {
    list: procedure
      .input(listInput(resource))
      .query(async ({ ctx, input }) =>
        verbs.list(ctx.services, ctx.work, await readAppliedQuery(resource, ctx, input ?? {})),
      ),
    get: procedure.input(key).query(({ ctx, input }) => verbs.get(ctx.services, ctx.work, input.id)),
    create: procedure.input(create).mutation(({ ctx, input }) => verbs.create(ctx.services, ctx.work, input.values)),
    update: procedure
      .input(update)
      .mutation(({ ctx, input }) => verbs.update(ctx.services, ctx.work, input.id, input.values)),
    remove: procedure.input(key).mutation(({ ctx, input }) => verbs.remove(ctx.services, ctx.work, input.id)),
    restore: procedure.input(key).mutation(({ ctx, input }) => verbs.restore(ctx.services, ctx.work, input.id)),
    ...historyProcedures(verbs),
  }
}

/** A list's options. The filter is checked against the definition by its own parser, which gives better paths than a schema. */
function listInput<S extends ResourceSpec>(resource: Defined<S>) {
  const sortable = z.string().refine((name) => isSortable(resource, name.replace(/^-/, '')), 'Cannot be sorted by')
  return z
    .strictObject({
      filter: z.unknown().optional(),
      applyFilter: z.string().max(100).optional(),
      search: z.string().max(200).optional(),
      orderBy: z
        .array(sortable as unknown as z.ZodType<OrderBy<S>, OrderBy<S>>)
        .max(5)
        .optional(),
      limit: z.int().min(1).max(200).optional(),
      cursor: z.string().max(2000).nullish(),
      offset: z.int().min(0).max(10_000).optional(),
      withCount: z.boolean().optional(),
      organizations: z.array(z.uuid()).max(500).optional(),
      trash: z.boolean().optional(),
    })
    .optional()
}
