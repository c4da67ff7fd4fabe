import { asSystem, currentVersion, type FileVersion, type StoredBlob, type UnitOfWork } from '@groundwork/db'
import { type EventPayload, isServable, type PreviewLane, StoredFile } from '@groundwork/domain'
import { toStorageKey } from '@groundwork/storage'
import { faultPoint } from '../../fault/fault-point.ts'
import { scansUnderWay } from '../scan/scans-under-way.ts'
import type { Done } from '../scan-file.ts'
import type { StoredFileRow } from '../upload-intake.ts'
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
    const seen = await database.look(system, async (work) => dueOf(renderer, await findServed(work, payload)))
    // What begins with drawing has written nothing yet, and waits for no disk.
    const due = seen?.lane === lane ? seen : await settle(services, payload, { lane, done })
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

/** Of a file that is not for this lane: shows what was made of its bytes before, hands it to another lane, or says that there is nothing to do. */
async function settle(
  { database, renderer, clock }: PreviewServices,
  payload: EventPayload,
  { lane, done }: { readonly lane: PreviewLane; readonly done: Done },
): Promise<Due | null> {
  return database.withUnitOfWork(system, async (work) => {
    const served = await findServed(work, payload, { lock: true })
    if (served?.version.blob.isDerived)
      await adoptDerivatives(work, served.file, { blob: served.version.blob, now: clock() })
    const due = dueOf(renderer, served)
    if (due?.lane === lane) return due
    if (due && lane === 'quick') passOn(work, payload, due.lane)
    await done(work)
    return null
  })
}

interface Served {
  readonly file: StoredFileRow
  readonly version: FileVersion
}

/** Null when the file is not there to be seen. */
async function findServed(
  work: UnitOfWork,
  { objectId, organization }: EventPayload,
  options: { readonly lock?: boolean } = {},
): Promise<Served | null> {
  const [file, version] = await Promise.all([work.find(StoredFile, objectId, options), currentVersion(work, objectId)])
  if (file?.organization !== organization || !isServable(file)) return null
  return version?.blob.scanVerdict === 'clean' ? { file, version } : null
}

/** Null when there is nothing to make: it was made before, or cannot be. */
function dueOf(renderer: PreviewServices['renderer'], served: Served | null): Due | null {
  if (!served || served.version.blob.isDerived) return null
  const { blob, mimeType } = served.version
  const lane = renderer.laneOf(mimeType ?? '')
  return lane && { blob, mimeType: mimeType ?? '', lane }
}

function passOn(work: UnitOfWork, { objectId, organization }: EventPayload, lane: PreviewLane): void {
  if (lane !== 'quick') work.emit({ topic: events[lane], organization, resource: 'file', objectId, payload: {} })
}
