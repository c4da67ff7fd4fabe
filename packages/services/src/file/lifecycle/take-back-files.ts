import type { WorkContext } from '@groundwork/db'
import { StoredFile } from '@groundwork/domain'
import { elevated } from '../../identity/acting.ts'
import type { FileServices } from '../file-services.ts'

/**
 * Into the trash with the files of a form that came to nothing after they had landed. The caller hears why that was, also when this fails
 * in turn: then the files are there, like any others.
 */
export async function takeBackFiles(
  { database, log }: Pick<FileServices, 'database' | 'log'>,
  context: WorkContext,
  files: readonly string[],
): Promise<void> {
  if (!files.length) return
  try {
    const reach = elevated(context, 'take back the files of a form that came to nothing')
    await database.withUnitOfWork(reach, (work) => work.removeMany(StoredFile, files))
  } catch (error) {
    log.warn({ err: error, files }, 'files of a form that came to nothing were left')
  }
}
