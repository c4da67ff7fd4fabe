import { Folder } from '@groundwork/domain'
import { bulk, catalogue, ensureFolders, restoreFolder, trees } from '@groundwork/services'
import { bulkProcedures } from '../../trpc/bulk-procedures.ts'
import { resourceProcedures } from '../../trpc/resource-procedures.ts'
import { treeProcedures } from '../../trpc/tree-procedures.ts'
import { procedure } from '../../trpc/trpc.ts'
import { ensured, folderPaths, folderRestorePlace, oneFile } from '../lifecycle/lifecycle-input.ts'

export const folderProcedures = {
  ...resourceProcedures(catalogue.folder),
  ...treeProcedures(trees.folder),
  ...bulkProcedures(Folder, bulk.folder),
  /** With what went into the trash with it; to where it was or elsewhere. */
  restore: procedure
    .input(oneFile.extend(folderRestorePlace.shape))
    .mutation(({ ctx, input: { id, ...place } }) => restoreFolder(ctx.services, ctx.work, id, place)),
  /** Finds the folders of paths and makes those that are missing: for the upload of a whole folder. */
  ensure: procedure
    .input(folderPaths)
    .output(ensured)
    .mutation(({ ctx, input }) => ensureFolders(ctx.services, ctx.work, input)),
}
