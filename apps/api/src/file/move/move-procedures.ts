import { listOpenStorages, listStorageMoves, startStorageMove } from '@groundwork/services'
import { procedure } from '../../trpc/trpc.ts'
import { move, moveQuery, moveStart, openStorage } from './move-input.ts'

export const storageMoveProcedures = {
  start: procedure
    .input(moveStart)
    .output(move)
    .mutation(({ ctx, input }) => startStorageMove(ctx.services, ctx.work, input)),
  list: procedure
    .input(moveQuery)
    .output(move.array())
    .query(({ ctx, input }) => listStorageMoves(ctx.services, ctx.work, input)),
  storages: procedure.output(openStorage.array()).query(({ ctx }) => listOpenStorages(ctx.services, ctx.work)),
}
