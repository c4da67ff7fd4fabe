import type { Page, UnitOfWork, WorkContext } from '@groundwork/db'
import { DomainError, Organization, partsOfScope, type RowOf, StoredFile, scopeFor } from '@groundwork/domain'
import { mayIn } from '../../access/may-in.ts'
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

/** Purges what the caller sees in an organization's trash and may purge, a batch at a time. What must stay, stays. */
export async function emptyTrash(
  services: TrashServices,
  context: WorkContext,
  organization: string,
): Promise<EmptiedTrash> {
  const { database } = services
  await database.reader(context).get(Organization, organization)
  refuseUnlessSomeMayGo(context, organization)
  let purged = 0
  let kept = 0
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<RowOf<typeof StoredFile>> = await database.reader(context).list(StoredFile, {
      trash: true,
      filter: { field: 'status', op: 'neq', value: 'purged' },
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
  if (mayIn(context, organization, 'purge', StoredFile.name)) await purgeFolders(services, context, { organization })
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
