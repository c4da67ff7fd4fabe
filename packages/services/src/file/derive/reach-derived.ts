import { currentVersion, type FileVersion, type UnitOfWork, type WorkContext } from '@groundwork/db'
import { isServable, type JsonObject, notFound, StoredFile } from '@groundwork/domain'
import type { FileServices } from '../file-services.ts'
import { recordFileAccess } from '../record-file-access.ts'
import { reachFile } from '../share/reach-file.ts'
import { toldOfShare } from '../share/told-of-share.ts'
import type { StoredFileRow } from '../upload-intake.ts'

export interface Derived {
  readonly work: UnitOfWork
  readonly file: StoredFileRow
  readonly version: FileVersion
  /** Notes that somebody has looked. */
  told(details: JsonObject): void
}

/** What was made of a file, for whoever may see the file itself now. @throws DomainError not_found, before it is known clean as well */
export function reachDerived<Result>(
  services: FileServices,
  context: WorkContext,
  key: string,
  use: (derived: Derived) => Promise<Result>,
): Promise<Result> {
  return reachFile(services, context, { file: key, action: 'view' }, async (work, reach) => {
    const [file, version] = await Promise.all([work.get(StoredFile, key), currentVersion(work, key)])
    if (!isServable(file) || version?.blob.scanVerdict !== 'clean') throw notFound('preview')
    const told = (details: JsonObject) =>
      recordFileAccess(work, 'VIEW', { file, version, details: { ...details, ...toldOfShare(reach) } })
    return use({ work, file, version, told })
  })
}
