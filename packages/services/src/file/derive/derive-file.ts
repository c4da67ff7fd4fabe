import { asSystem, currentVersion, type StoredBlob, type UnitOfWork } from '@groundwork/db'
import { type EventPayload, isServable, type PreviewLane, StoredFile } from '@groundwork/domain'
import { toStorageKey } from '@groundwork/storage'
import { faultPoint } from '../../fault/fault-point.ts'
import { scansUnderWay } from '../scan/scans-under-way.ts'
import type { Done } from '../scan-file.ts'
import { adoptDerivatives, keepRendition } from './keep-rendition.ts'
import type { PreviewServices } from './preview-renderer.ts'
import { putDerivatives } from './put-derivatives.ts'

const system = asSystem('make previews of an available file')

/** What takes longer goes on by an event of its own, so that nothing quick waits behind it. */
const events = { pages: 'file.pagesDue', office: 'file.conversionDue' } as const satisfies Record<
  Exclude<PreviewLane, 'quick'>,
  string
>

type Derive = (services: PreviewServices, payload: EventPayload, done: Done) => Promise<void>

/**
 * Makes what there is to look at of a file, once for its bytes: whatever else has them shows it at once. A file that cannot be
 * drawn stays as available as it was.
 */
export const deriveIn =
  (lane: PreviewLane): Derive =>
  async (services, payload, done) => {
    const { database, renderer } = services
    await scansUnderWay.over()
    const due = await database.withUnitOfWork(system, async (work) => {
      const found = await findDue(services, work, payload)
      const isOurs = found?.lane === lane
      if (found && !isOurs && lane === 'quick') passOn(work, payload, found.lane)
      if (!isOurs) await done(work)
      return isOurs ? found : null
    })
    if (!due) return
    const { blob, mimeType } = due
    const storage = services.storages.of(blob.storageProvider)
    const key = toStorageKey(blob.storageKey)
    const rendition = await renderer.render({
      mimeType,
      bytes: blob.bytes ?? 0,
      open: (range) => storage.open(key, range),
    })
    faultPoint('after:rendered')
    const derivatives = await putDerivatives(services, blob, rendition)
    faultPoint('after:derivatives_put')
    const keeping = await database.withUnitOfWork(system, async (work) => {
      const kept = await keepRendition(work, { blob, derivatives, rendition, now: services.clock() })
      if (kept !== 'moved') await done(work)
      return kept
    })
    if (keeping === 'kept') return
    await storage.remove(Object.values(derivatives))
    if (keeping === 'moved') throw new Error(`Blob ${blob.id} was moved while previews were made of it`)
  }

interface Due {
  readonly blob: StoredBlob
  readonly mimeType: string
  readonly lane: PreviewLane
}

/** Null when there is nothing to make: it was made before, cannot be, or the file is not there to be seen. */
async function findDue(
  { renderer, clock }: PreviewServices,
  work: UnitOfWork,
  { objectId, organization }: EventPayload,
): Promise<Due | null> {
  const file = await work.find(StoredFile, objectId, { lock: true })
  if (file?.organization !== organization || !isServable(file)) return null
  const version = await currentVersion(work, file.id)
  if (version?.blob.scanVerdict !== 'clean') return null
  const { blob, mimeType } = version
  if (blob.isDerived) await adoptDerivatives(work, file, { blob, now: clock() })
  const lane = blob.isDerived ? null : renderer.laneOf(mimeType ?? '')
  return lane && { blob, mimeType: mimeType ?? '', lane }
}

function passOn(work: UnitOfWork, { objectId, organization }: EventPayload, lane: PreviewLane): void {
  if (lane !== 'quick') work.emit({ topic: events[lane], organization, resource: 'file', objectId, payload: {} })
}
