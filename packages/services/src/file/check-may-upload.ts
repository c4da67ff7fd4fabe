import type { WorkContext } from '@groundwork/db'
import { DomainError, notFound, Organization, organizationsOf, StoredFile, scopeFor } from '@groundwork/domain'
import { mayAnywhere } from '../identity/acting.ts'
import type { FileServices } from './file-services.ts'
import type { UploadFields } from './upload.ts'
import { reachReplaced } from './version/reach-replaced.ts'

/** Before a byte is accepted: somebody else's organization is no organization at all, and their file no file. */
export async function checkMayUpload(
  services: Pick<FileServices, 'database'>,
  context: WorkContext,
  { organization, replaces }: Pick<UploadFields, 'organization' | 'replaces'>,
): Promise<void> {
  if (replaces === undefined) return checkMayAdd(services, context, organization)
  const file = await services.database.withUnitOfWork(context, (work) => reachReplaced(work, replaces))
  if (file.organization !== organization) throw notFound('file')
}

/** Before anything is kept of a form that says only later where its file goes. @throws DomainError forbidden */
export function checkMayUploadAnywhere(context: WorkContext): void {
  if (['add', 'change'].some((action) => mayAnywhere(context, action, StoredFile.name))) return
  throw new DomainError('forbidden', 'You may not add files')
}

async function checkMayAdd(
  { database }: Pick<FileServices, 'database'>,
  context: WorkContext,
  organization: string,
): Promise<void> {
  const { actor } = context
  if (actor.kind === 'system') return
  const scope = scopeFor(actor, 'add', StoredFile)
  if (scope.kind === 'all') {
    await database.reader(context).get(Organization, organization)
    return
  }
  if (scope.kind === 'within' && scope.parts.some(({ organizations }) => organizations.includes(organization))) return
  if (!organizationsOf(actor).includes(organization)) throw notFound('organization')
  throw new DomainError('forbidden', 'You may not add files in this organization')
}
