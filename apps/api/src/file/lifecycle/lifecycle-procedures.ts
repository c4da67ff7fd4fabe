import { historyQuery, StoredFile } from '@groundwork/domain'
import {
  bulk,
  copyFile,
  emptyTrash,
  fileActivity,
  fileUsedBy,
  getStoragePolicy,
  holdFile,
  listFavourites,
  nameConflicts,
  purgeFiles,
  releaseHold,
  restoreFile,
  setFavourite,
} from '@groundwork/services'
import { bulkProcedures, manyIds } from '../../trpc/bulk-procedures.ts'
import { procedure } from '../../trpc/trpc.ts'
import { without } from '../../trpc/without.ts'
import {
  conflicts,
  copyPlace,
  count,
  emptied,
  favouriteMark,
  favourites,
  holdReason,
  inOrganization,
  nameQuestion,
  oneFile,
  restorePlace,
  trashInfo,
  uses,
} from './lifecycle-input.ts'

/** Files have these besides the procedures of every resource. */
export const lifecycleProcedures = {
  ...without(bulkProcedures(StoredFile, bulk.file), 'createMany'),
  /** To where it was or elsewhere; a name that is taken gets a number, unless that is to be refused. */
  restore: procedure
    .input(oneFile.extend(restorePlace.shape))
    .mutation(({ ctx, input: { id, ...place } }) => restoreFile(ctx.services, ctx.work, id, place)),
  copy: procedure
    .input(oneFile.extend(copyPlace.shape))
    .mutation(({ ctx, input }) => copyFile(ctx.services, ctx.work, input)),
  /** For good; only what is in the trash. */
  purge: procedure
    .input(manyIds)
    .output(count)
    .mutation(async ({ ctx, input }) => ({ count: await purgeFiles(ctx.services, ctx.work, input.ids) })),
  emptyTrash: procedure
    .input(inOrganization)
    .output(emptied)
    .mutation(({ ctx, input }) => emptyTrash(ctx.services, ctx.work, input.organization)),
  trashInfo: procedure
    .input(inOrganization)
    .output(trashInfo)
    .query(async ({ ctx, input }) => {
      const { effective } = await getStoragePolicy(ctx.services, ctx.work, input.organization)
      return { trashDays: effective.trashDays }
    }),
  hold: procedure
    .input(oneFile.extend(holdReason.shape))
    .mutation(({ ctx, input }) => holdFile(ctx.services, ctx.work, input)),
  releaseHold: procedure
    .input(oneFile.extend(holdReason.shape))
    .mutation(({ ctx, input }) => releaseHold(ctx.services, ctx.work, input)),
  favourite: procedure
    .input(oneFile.extend(favouriteMark.shape))
    .output(favouriteMark)
    .mutation(({ ctx, input }) => setFavourite(ctx.services, ctx.work, input)),
  favourites: procedure
    .input(inOrganization)
    .output(favourites)
    .query(({ ctx, input }) => listFavourites(ctx.services, ctx.work, input.organization)),
  /** Documents, profiles and the record that it was attached to. */
  usedBy: procedure
    .input(oneFile)
    .output(uses)
    .query(({ ctx, input }) => fileUsedBy(ctx.services, ctx.work, input.id)),
  activity: procedure.input(historyQuery).query(({ ctx, input }) => fileActivity(ctx.services, ctx.work, input)),
  /** Which of these names are taken in a folder: asked before an upload. */
  nameConflicts: procedure
    .input(nameQuestion)
    .output(conflicts)
    .query(({ ctx, input }) => nameConflicts(ctx.services, ctx.work, input)),
}
