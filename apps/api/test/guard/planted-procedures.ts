import { text } from 'node:stream/consumers'
import { asSystem, type Database } from '@groundwork/db'
import { notFound, Organization, Product } from '@groundwork/domain'
import { toStorageKey } from '@groundwork/storage'
import { z } from 'zod'
import { procedure, router } from '../../src/trpc/trpc.ts'
import { seam } from './seam.ts'

const system = asSystem('a planted bug')
const asked = z.strictObject({ id: z.uuid() })

/** Shut unless its bug is planted: then it answers like an id that is not there. */
function onlyWith(bug: string): void {
  if (seam.bug !== bug) throw notFound('product')
}

const sql = <Row extends object>(database: Database, query: string, values: readonly unknown[]) =>
  database.withUnitOfWork(system, (work) => work.query<Row>(query, values))

const remembered = new Map<string, unknown>()

/** Procedures as a hurried colleague would write them: each breaks one rule of the house, and none is in any list of the fuzz. */
export const plantedRouter = router({
  /** Asks whether the caller belongs to the organization, and then changes a row that may be in another one. */
  bothIds: procedure
    .input(z.strictObject({ organization: z.uuid(), id: z.uuid() }))
    .mutation(async ({ ctx, input }) => {
      onlyWith('both-ids confusion')
      await ctx.services.database.reader(ctx.work).get(Organization, input.organization)
      await sql(ctx.services.database, `update product set name = 'changed' where id = $1`, [input.id])
      return {}
    }),
  /** Writes whatever keys were sent. */
  massAssignment: procedure
    .input(z.object({ id: z.uuid(), values: z.looseObject({ description: z.string() }) }))
    .mutation(async ({ ctx, input }) => {
      onlyWith('mass assignment')
      const { database } = ctx.services
      await database.reader(ctx.work).get(Product, input.id, { action: 'change' })
      const { organization } = input.values
      const [there] = await sql(database, 'select from organization where id::text = $1', [organization ?? ''])
      if (there) await sql(database, 'update product set organization_id = $2 where id = $1', [input.id, organization])
      return {}
    }),
  /** Keeps an answer without saying whose it is. */
  cached: procedure.query(async ({ ctx }) => {
    onlyWith('cache key without organization')
    const known = remembered.get('products')
    if (known) return known
    const page = await ctx.services.database.reader(ctx.work).list(Product)
    if (page.rows.length) remembered.set('products', page)
    return page
  }),
  /** Reads a view that its owner, whom no policy binds, has made. */
  throughView: procedure.query(({ ctx }) => {
    onlyWith('view without invoker')
    return ctx.services.database.withUnitOfWork(ctx.work, (work) => work.query('select name from planted_view', []))
  }),
  rawSql: procedure.input(asked).query(async ({ ctx, input }) => {
    onlyWith('raw SQL')
    return (
      (await sql(ctx.services.database, 'select name, description from product where id = $1', [input.id]))[0] ?? null
    )
  }),
  /** Hands out what a job made to whoever knows the job. */
  file: router({
    exported: procedure.input(asked).query(async ({ ctx, input }) => {
      onlyWith('export job by id')
      const [made] = await sql<{ key: string }>(
        ctx.services.database,
        'select b.storage_key as key from file_version v join blob b on b.id = v.blob_id where v.file_id = $1',
        [input.id],
      )
      return { contents: made ? await text(await ctx.services.storages.main.open(toStorageKey(made.key))) : null }
    }),
    /** Signs a path without asking whose it is. */
    signed: procedure.input(asked).query(async ({ ctx, input }) => {
      onlyWith('signed URL by key')
      const [made] = await sql<{ key: string }>(
        ctx.services.database,
        'select b.storage_key as key from file_version v join blob b on b.id = v.blob_id where v.file_id = $1',
        [input.id],
      )
      return { url: made ? `${ctx.services.config.publicUrl}/${made.key}?token=signed` : null }
    }),
  }),
  count: procedure.input(z.strictObject({ organization: z.uuid() })).query(async ({ ctx, input }) => {
    onlyWith('count leak')
    const [row] = await sql<{ count: string }>(
      ctx.services.database,
      'select count(*) as count from product where organization_id = $1',
      [input.organization],
    )
    return { count: Number(row?.count) }
  }),
})
