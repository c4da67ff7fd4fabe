import type { WorkContext } from '@groundwork/db'
import { cleanFileName, invalidField, judgeFile, type PatchOf, type RowOf, StoredFile } from '@groundwork/domain'
import type { FileServices } from './file-services.ts'
import { refuseHeld } from './lifecycle/refuse-kept.ts'
import { policyOf } from './policy/policy-of.ts'

/** Changes what is said of a file. A new name passes the same policy as an upload's: it may not make the bytes look like another type. */
export function updateFile(
  { database, filePolicy }: FileServices,
  context: WorkContext,
  key: string,
  { version, ...patch }: PatchOf<typeof StoredFile>,
): Promise<RowOf<typeof StoredFile>> {
  return database.withUnitOfWork(context, async (work) => {
    const changes = { ...patch }
    const file = await work.get(StoredFile, key, { action: 'change', lock: true })
    refuseHeld(file)
    if (patch.originalFilename !== undefined) {
      const name = cleanFileName(patch.originalFilename)
      const size = file.fileSize ?? 1
      const verdict = judgeFile({
        name,
        sniffed: file.mimeType,
        size,
        policy: await policyOf(work, filePolicy, file),
      })
      if (!verdict.isAccepted) throw invalidField('originalFilename', verdict.message, verdict.code)
      changes.originalFilename = name
    }
    return work.update(StoredFile, key, changes, version === undefined ? {} : { expectedVersion: version })
  })
}
