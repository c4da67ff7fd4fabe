import type { ResourceSpec } from '@groundwork/domain'
import type { TreeVerbs } from '@groundwork/services'
import { z } from 'zod'
import type { ApiServices } from '../services.ts'
import { procedure } from './trpc.ts'

const key = z.strictObject({ id: z.string().min(1).max(100) })
const move = key.extend({ parent: z.string().min(1).max(100).nullable() })

const whole = z
  .strictObject({
    within: z.string().min(1).max(100).exactOptional(),
    organizations: z.array(z.uuid()).max(500).exactOptional(),
  })
  .default({})

/** What trees have besides the procedures of every resource. */
export function treeProcedures<S extends ResourceSpec>(verbs: TreeVerbs<S, ApiServices>) {
  return {
    children: procedure.input(key).query(({ ctx, input }) => verbs.children(ctx.services, ctx.work, input.id)),
    descendants: procedure.input(key).query(({ ctx, input }) => verbs.descendants(ctx.services, ctx.work, input.id)),
    ancestors: procedure.input(key).query(({ ctx, input }) => verbs.ancestors(ctx.services, ctx.work, input.id)),
    tree: procedure.input(whole).query(({ ctx, input }) => verbs.tree(ctx.services, ctx.work, input)),
    move: procedure
      .input(move)
      .mutation(({ ctx, input }) => verbs.move(ctx.services, ctx.work, input.id, input.parent)),
  }
}
