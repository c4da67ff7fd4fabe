import { asSystem, endFileLease, type FileVersion, madeAt } from '@groundwork/db'
import { type EventPayload, StoredFile } from '@groundwork/domain'
import { v4 } from 'uuid'
import { faultPoint } from '../fault/fault-point.ts'
import { holdLease, LEASE_SECONDS } from './file-lease.ts'
import type { FileServices } from './file-services.ts'
import { judgeBytes } from './judge-bytes.ts'
import { concludeScan, type Done } from './scan/conclude-scan.ts'
import { scanSlot } from './scan/scan-slot.ts'
import { scansUnderWay } from './scan/scans-under-way.ts'
import { type Taken, takeForScan } from './scan/take-for-scan.ts'
import { wakeDataJobs } from './scan/wake-data-jobs.ts'
import { moveVersionTo } from './version/move-version.ts'

export type { Done } from './scan/conclude-scan.ts'

const system = asSystem('scan a stored file')

/**
 * Scans what is stored of a file and lets it go, or not. Runs at least once: a second run changes nothing. Without a verdict a
 * version goes back to `stored` and the error out, to be tried again: never to `available`.
 */
export const scanFile = (services: FileServices, payload: EventPayload, done: Done): Promise<void> =>
  scansUnderWay.during(() => scanAll(services, payload, done))

async function scanAll(services: FileServices, payload: EventPayload, done: Done): Promise<void> {
  const { database } = services
  const { event, objectId: file, organization } = payload
  const since = Math.min(madeAt(event), Date.now()) // By the clock of whoever made it, which may be ahead of ours.
  for (let isDone = false; !isDone; ) {
    const token = v4()
    const taken = await takeForScan(database, { file, organization, token, since })
    if (taken) isDone = await scanVersion(services, { ...taken, token, done })
    else {
      await database.withUnitOfWork(system, done)
      isDone = true
    }
  }
  await wakeDataJobs(database, file)
}

interface Scan extends Taken {
  readonly token: string
  readonly done: Done
}

/** True when this was all that waited. */
async function scanVersion(services: FileServices, scan: Scan): Promise<boolean> {
  const { version, token, rules } = scan
  const lease = { token, seconds: LEASE_SECONDS }
  faultPoint('after:scan_taken')
  const release = holdLease(services, system, { version: version.id, lease })
  try {
    const judgement = await scanSlot(() => judgeBytes(services, { version, rules }))
    faultPoint('after:scanned')
    return await concludeScan(services.database, { ...scan, judgement, engine: services.scanner.engine })
  } catch (error) {
    await putBack(services, version, token)
    throw error
  } finally {
    release()
  }
}

async function putBack({ database }: FileServices, version: FileVersion, token: string): Promise<void> {
  await database.withUnitOfWork(system, async (work) => {
    if (!(await endFileLease(work, version.id, token))) return
    const file = await work.get(StoredFile, version.file, { lock: true, withDeleted: true })
    const move = { from: 'scanning', to: 'stored', reason: 'Waiting for the virus scanner' } as const
    await moveVersionTo(work, { file, version, move })
  })
}
