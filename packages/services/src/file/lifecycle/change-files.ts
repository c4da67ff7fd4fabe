import type { WorkContext } from '@groundwork/db'
import { invalidField, type RowOf, StoredFile } from '@groundwork/domain'
import { type BulkChange, changeMany } from '../../resource/change-many.ts'
import type { EngineServices } from '../../resource/verbs.ts'
import { refuseHeld } from './refuse-kept.ts'

type FileSpec = NonNullable<(typeof StoredFile)['spec']>

/** Moves, tags and describes many files, or none. Names are given one by one: each is judged with its file's bytes. */
export function changeFiles(
  { database }: EngineServices,
  context: WorkContext,
  change: BulkChange<FileSpec>,
): Promise<RowOf<typeof StoredFile>[]> {
  if (change.values && 'originalFilename' in change.values)
    throw invalidField('originalFilename', 'Is given to one file at a time', 'one_at_a_time')
  return database.withUnitOfWork(context, async (work) => {
    for (const id of [...new Set(change.ids)].sort()) {
      const file = await work.find(StoredFile, id, { action: 'change', lock: true })
      if (file) refuseHeld(file)
    }
    return changeMany(work, StoredFile, change)
  })
}
