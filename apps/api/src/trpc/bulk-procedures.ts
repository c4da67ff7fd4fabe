import { type CreateOf, type Defined, type PatchOf, type ResourceSpec, word } from '@groundwork/domain'
import type { BulkVerbs } from '@groundwork/services'
import { z } from 'zod'
import { procedure } from './trpc.ts'

const ids = z.array(z.string().min(1).max(100)).min(1).max(1000)
const newTags = z.array(word).max(50).optional()
const oldTags = z.array(z.string().trim().min(1).max(100)).max(50).optional()

type Changes<S extends ResourceSpec> = Omit<PatchOf<Defined<S>>, 'version'>

/** What a whole selection may be given: no version, since each row has its own. */
export const changesSchema = <S extends ResourceSpec>({ patch }: Defined<S>) =>
  (patch as unknown as z.ZodObject).omit({ version: true }) as unknown as z.ZodType<Changes<S>, Changes<S>>

export const manyRows = <S extends ResourceSpec>({ create }: Defined<S>) =>
  z.strictObject({
    rows: z
      .array(create as z.ZodType<CreateOf<Defined<S>>, CreateOf<Defined<S>>>)
      .min(1)
      .max(1000),
  })

export const manyChanges = <S extends ResourceSpec>(resource: Defined<S>) =>
  z.strictObject({ ids, values: changesSchema(resource).optional(), addTags: newTags, removeTags: oldTags })

export const manyIds = z.strictObject({ ids })

/** The procedures for many rows at once. */
export function bulkProcedures<S extends ResourceSpec>(resource: Defined<S>, verbs: BulkVerbs<S>) {
  return {
    createMany: procedure
      .input(manyRows(resource))
      .mutation(async ({ ctx, input }) => ({ rows: await verbs.createMany(ctx.services, ctx.work, input.rows) })),
    updateMany: procedure
      .input(manyChanges(resource))
      .mutation(async ({ ctx, input }) => ({ rows: await verbs.updateMany(ctx.services, ctx.work, input) })),
    removeMany: procedure
      .input(manyIds)
      .mutation(async ({ ctx, input }) => ({ count: await verbs.removeMany(ctx.services, ctx.work, input.ids) })),
    restoreMany: procedure
      .input(manyIds)
      .mutation(async ({ ctx, input }) => ({ count: await verbs.restoreMany(ctx.services, ctx.work, input.ids) })),
  }
}
