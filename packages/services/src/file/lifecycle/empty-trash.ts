import type { Page, UnitOfWork, WorkContext } from '@groundwork/db'
import {
  DataJob,
  DomainError,
  type Filter,
  Organization,
  type Principal,
  partsOfScope,
  type RowOf,
  StoredFile,
  scopeFor,
} from '@groundwork/domain'
import { mayIn } from '../../access/may-in.ts'
import { elevated, isUnlimited, principalOf } from '../../identity/acting.ts'
import type { FileServices } from '../file-services.ts'
import { rulesOf } from '../policy/rules-of.ts'
import { isPurgeable, purgeFile } from './purge-file.ts'
import { purgeFolders } from './purge-folders.ts'

export interface EmptiedTrash {
  readonly purged: number
  /** Under legal hold, promised to stay, still under way, or not the caller's to purge. */
  readonly kept: number
}

type TrashServices = Pick<FileServices, 'database' | 'clock'>

const batch = 200

const isThere: Filter = { field: 'status', op: 'neq', value: 'purged' }
const isOfJob: Filter = { field: 'entityType', op: 'eq', value: DataJob.name }
const isNotOf = ({ userId }: Principal): Filter => ({ field: 'createdBy', op: 'neq', value: userId })

/**
 * Purges what the caller sees in an organization's trash and may purge, a batch at a time. What must stay, stays. Whoever may purge
 * any file frees the room of what data jobs have made for others as well, without a look at it.
 */
export async function emptyTrash(
  services: TrashServices,
  context: WorkContext,
  organization: string,
): Promise<EmptiedTrash> {
  await services.database.reader(context).get(Organization, organization)
  refuseUnlessSomeMayGo(context, organization)
  const emptied = await sweep(services, context, { organization, filter: isThere })
  if (!mayIn(context, organization, 'purge', StoredFile.name)) return emptied
  const unseen = isUnlimited(context)
    ? nothing
    : await sweep(services, elevated(context, 'purge what data jobs have left in the trash'), {
        organization,
        filter: { and: [isThere, isOfJob, isNotOf(principalOf(context))] },
      })
  await purgeFolders(services, context, { organization })
  return { purged: emptied.purged + unseen.purged, kept: emptied.kept + unseen.kept }
}

const nothing: EmptiedTrash = { purged: 0, kept: 0 }

interface Sweep {
  readonly organization: string
  readonly filter: Filter
}

async function sweep(
  services: TrashServices,
  context: WorkContext,
  { organization, filter }: Sweep,
): Promise<EmptiedTrash> {
  let purged = 0
  let kept = 0
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<RowOf<typeof StoredFile>> = await services.database.reader(context).list(StoredFile, {
      trash: true,
      filter,
      organizations: [organization],
      orderBy: ['createdAt'],
      limit: batch,
      ...(cursor && { cursor }),
    })
    const gone = await purgeBatch(services, context, { organization, ids: page.rows.map(({ id }) => id) })
    purged += gone
    kept += page.rows.length - gone
    cursor = page.nextCursor
  }
  return { purged, kept }
}

interface Batch {
  readonly organization: string
  readonly ids: readonly string[]
}

function purgeBatch({ database, clock }: TrashServices, context: WorkContext, { organization, ids }: Batch) {
  return database.withUnitOfWork(context, async (work) => {
    const purging = { rules: await rulesOf(work, organization), now: clock() }
    const due: RowOf<typeof StoredFile>[] = []
    // All of them before the quota: whoever has locked one of them may be about to ask for that.
    for (const id of [...ids].sort()) {
      const file = await lockTrashed(work, id)
      if (file?.abilities.includes('purge') && isPurgeable(file, purging)) due.push(file)
    }
    for (const file of due) await purgeFile(work, file, purging)
    return due.length
  })
}

/** Somebody else may have restored or purged it since the list was read. */
const lockTrashed = (work: UnitOfWork, id: string) => work.find(StoredFile, id, { withDeleted: true, lock: true })

function refuseUnlessSomeMayGo({ actor }: WorkContext, organization: string): void {
  if (actor.kind === 'system') return
  const scope = scopeFor(actor, 'purge', StoredFile)
  const isOpen =
    scope.kind === 'all' || partsOfScope(scope).some(({ organizations }) => organizations.includes(organization))
  if (!isOpen) throw new DomainError('forbidden', 'Not allowed: purge file', { details: { action: 'purge' } })
}
