import { type FileVersion, type StoredBlob, type UnitOfWork, versionsOfBlob } from '@groundwork/db'
import { StoredFile } from '@groundwork/domain'

/**
 * Those of the versions made of these bytes that are concerned, as they are once their files are locked. What was made of the
 * bytes while a lock was waited for, such as a copy, is among them; afterwards nobody makes any more of them.
 */
export async function lockVersionsOfBlob(
  work: UnitOfWork,
  { organization, id }: Pick<StoredBlob, 'id' | 'organization'>,
  isConcerned: (version: FileVersion) => boolean,
): Promise<FileVersion[]> {
  for (const locked = new Set<string>(); ; ) {
    const versions = (await versionsOfBlob(work, organization, id)).filter(isConcerned)
    const files = new Set(versions.map(({ file }) => file).filter((file) => !locked.has(file)))
    if (!files.size) return versions
    for (const file of files) {
      await work.get(StoredFile, file, { lock: true, withDeleted: true })
      locked.add(file)
    }
  }
}
