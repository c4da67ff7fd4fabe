import { lockDefaultView, type UnitOfWork, type WorkContext } from '@groundwork/db'
import {
  type CreateOf,
  DomainError,
  invalidField,
  knownResource,
  type PatchOf,
  parseViewContent,
  type Readable,
  type Resource,
  type RowOf,
  readableBy,
  StoredFilter,
} from '@groundwork/domain'
import { isUnlimited } from '../identity/acting.ts'
import { findRole } from '../organization/find-role.ts'
import type { EngineServices } from '../resource/verbs.ts'
import { keysReliedOn } from './custom-field-keys.ts'

type StoredFilterRow = RowOf<typeof StoredFilter>

/** Keeps a view of a list. Whoever shows it to others needs the right to share it. */
export function createStoredFilter(
  { database }: EngineServices,
  context: WorkContext,
  input: CreateOf<typeof StoredFilter>,
): Promise<StoredFilterRow> {
  return database.withUnitOfWork(context, async (work) => {
    const content = parseViewContent(input, listed(input.resource), { readable: readableTo(context) })
    const audience = await audienceOf(work, input.organization, {
      visibility: 'private',
      role: null,
      ...defined(input),
    })
    const customFieldKeys = await keysReliedOn(database, input, content)
    const view = await work.insert(StoredFilter, { ...content, ...audience, customFieldKeys })
    return audience.visibility === 'private' ? view : work.get(StoredFilter, view.id, { action: 'share' })
  })
}

/**
 * Changes a view. Only what changes is held against what the caller may read: a view of somebody who reads more can be renamed.
 *
 * @throws DomainError forbidden (`locked_view`)
 */
export function updateStoredFilter(
  { database }: EngineServices,
  context: WorkContext,
  key: string,
  { version, ...patch }: PatchOf<typeof StoredFilter>,
): Promise<StoredFilterRow> {
  return database.withUnitOfWork(context, async (work) => {
    const before = await holdOpen(work, key, 'change')
    const content = parseViewContent(patch, listed(before.resource), { readable: readableTo(context) })
    const isShown = patch.visibility !== undefined || patch.role !== undefined
    const audience = isShown ? await audienceOf(work, before.organization, { ...before, ...defined(patch) }) : null
    const customFieldKeys = await keysReliedOn(database, before, { ...before, ...defined(content) })
    const isKeptDefault = before.isDefault && (audience?.visibility ?? 'organization') === 'organization'
    const changes = { ...content, ...audience, customFieldKeys, ...(before.isDefault && { isDefault: isKeptDefault }) }
    const view = await work.update(
      StoredFilter,
      key,
      changes,
      version === undefined ? {} : { expectedVersion: version },
    )
    return audience && audience.visibility !== 'private' ? work.get(StoredFilter, key, { action: 'share' }) : view
  })
}

/** @throws DomainError forbidden (`locked_view`) */
export function removeStoredFilter(
  { database }: EngineServices,
  context: WorkContext,
  key: string,
): Promise<StoredFilterRow> {
  return database.withUnitOfWork(context, async (work) => {
    await holdOpen(work, key, 'delete')
    return work.remove(StoredFilter, key)
  })
}

/** Where another view has become the organization's first meanwhile it stays so. */
export function restoreStoredFilter(
  { database }: EngineServices,
  context: WorkContext,
  key: string,
): Promise<StoredFilterRow> {
  return database.withUnitOfWork(context, async (work) => {
    const view = await work.get(StoredFilter, key, { action: 'restore', withDeleted: true, lock: true })
    const other = view.isDefault && view.deletedAt !== null ? await lockDefaultView(work, view) : null
    if (other) await work.update(StoredFilter, key, { isDefault: false }, { action: 'restore', withDeleted: true })
    return work.restore(StoredFilter, key)
  })
}

/** Of a locked view the maker is master, and who is granted it. */
async function holdOpen(work: UnitOfWork, key: string, action: 'change' | 'delete'): Promise<StoredFilterRow> {
  const view = await work.get(StoredFilter, key, { action, lock: true })
  const { actor } = work.context
  const isOwn = actor.kind !== 'system' && view.createdBy === actor.userId
  if (!view.isLocked || isOwn || isUnlimited(work.context) || view.abilities.includes('changeLocked')) return view
  throw new DomainError('forbidden', 'This view is locked by whoever made it', { reason: 'locked_view' })
}

type Audience = Pick<StoredFilterRow, 'visibility' | 'role'>

/** A role is named where a view is shared with one, and nowhere else. */
async function audienceOf(work: UnitOfWork, organization: string, { visibility, role }: Audience): Promise<Audience> {
  if (visibility !== 'role') return { visibility, role: null }
  if (role === null) throw invalidField('role', 'Name the role that the view is shared with', 'role_required')
  return { visibility, role: (await findRole(work, organization, role)).id }
}

/** @throws DomainError invalid (`no_such_list`) */
export function listed(resource: string): Resource {
  const found = knownResource(resource)
  if (!found) throw invalidField('resource', 'There is no such list', 'no_such_list')
  return found
}

const readableTo = ({ actor }: WorkContext): Readable => (actor.kind === 'system' ? 'all' : readableBy(actor))

/** Without what was not sent. */
const defined = <Given extends object>(given: Given) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Given]?: Exclude<Given[Name], undefined>
  }
