import { type FileVersion, type UnitOfWork, versionNumbered, versionsOf } from '@groundwork/db'
import { DomainError, notFound, StoredFile } from '@groundwork/domain'
import type { StoredFileRow } from '../upload-intake.ts'

export interface RefusedVersionOf {
  /** The file's id. */
  readonly id: string
  /** Left out: the version that would be served, or else the newest that was refused. */
  readonly number?: number | undefined
}

export interface RefusedFile {
  readonly file: StoredFileRow
  readonly version: FileVersion
}

export const isRefused = ({ status }: Pick<FileVersion, 'status'>) =>
  status === 'quarantined' || status === 'unscannable'

/** A version that the scanner keeps back, for those who may decide about it. @throws DomainError not_found, forbidden, conflict */
export async function reachRefused(work: UnitOfWork, { id, number }: RefusedVersionOf): Promise<RefusedFile> {
  const file = await work.get(StoredFile, id, { action: 'quarantine' })
  const version = number === undefined ? await refusedOf(work, file) : await versionNumbered(work, id, number)
  if (!version && number !== undefined) throw notFound('version')
  if (!version || !isRefused(version)) throw notRefused()
  return { file, version }
}

export const notRefused = () =>
  new DomainError('conflict', 'The scanner keeps nothing of this file back', { reason: 'not_quarantined' })

async function refusedOf(work: UnitOfWork, { id, versionNumber }: StoredFileRow): Promise<FileVersion | null> {
  const refused = (await versionsOf(work, id)).filter(isRefused)
  return refused.find(({ number }) => number === versionNumber) ?? refused[0] ?? null
}
