import type { WorkContext } from '@groundwork/db'
import {
  DomainError,
  Folder,
  notFound,
  Organization,
  organizationsOf,
  type Principal,
  partsOfScope,
  type Resource,
  StoredFile,
  scopeFor,
} from '@groundwork/domain'
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

/** The same of one that is under way, and of whoever sends it now. What else there is to say of a file is said at its end. */
export async function checkMayStillUpload(
  services: Pick<FileServices, 'database'>,
  now: WorkContext,
  { organization, replaces }: Pick<UploadFields, 'organization' | 'replaces'>,
): Promise<void> {
  if (replaces === undefined) await checkMayAdd(services, now, organization)
  else await services.database.reader(now).get(StoredFile, replaces, { action: 'change' })
}

/** Before anything is kept of a form that says only later where its file goes. @throws DomainError forbidden */
export function checkMayUploadAnywhere(context: WorkContext): void {
  if (['add', 'change'].some((action) => mayAnywhere(context, action, StoredFile.name))) return
  throw new DomainError('forbidden', 'You may not add files')
}

/** Where the actor may add files or change them; none where they may in all. */
export function organizationsToUploadTo({ actor }: WorkContext): readonly string[] {
  if (actor.kind === 'system') return []
  const scopes = (['add', 'change'] as const).map((action) => scopeFor(actor, action, StoredFile))
  if (scopes.some(({ kind }) => kind === 'all')) return []
  return [...new Set(scopes.flatMap(partsOfScope).flatMap(({ organizations }) => organizations))]
}

async function checkMayAdd(
  { database }: Pick<FileServices, 'database'>,
  context: WorkContext,
  organization: string,
): Promise<void> {
  const { actor } = context
  if (actor.kind === 'system') return
  if (scopeFor(actor, 'add', StoredFile).kind === 'all') {
    await database.reader(context).get(Organization, organization)
    return
  }
  if (mayAdd(actor, StoredFile, organization)) return
  if (!organizationsOf(actor).includes(organization)) throw notFound('organization')
  throw new DomainError('forbidden', 'You may not add files in this organization')
}

/** Whether a tree of files may be brought into an organization in the actor's name, and not only files. */
export const mayAddFolders = (actor: Principal, organization: string): boolean => mayAdd(actor, Folder, organization)

function mayAdd(actor: Principal, resource: Resource, organization: string): boolean {
  const scope = scopeFor(actor, 'add', resource)
  if (scope.kind !== 'within') return scope.kind === 'all'
  return scope.parts.some(({ organizations }) => organizations.includes(organization))
}
