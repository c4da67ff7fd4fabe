import { asSystem, endFileLease, type FileVersion, leaseForScan, type UnitOfWork, waitsForScan } from '@groundwork/db'
import { type EventPayload, type SettledRules, StoredFile } from '@groundwork/domain'
import { v4 } from 'uuid'
import { faultPoint } from '../fault/fault-point.ts'
import { holdLease, LEASE_SECONDS } from './file-lease.ts'
import type { FileServices } from './file-services.ts'
import { type Judgement, judgeBytes } from './judge-bytes.ts'
import { rulesOf } from './policy/rules-of.ts'
import { applyVerdict } from './version/apply-verdict.ts'
import { moveVersionTo } from './version/move-version.ts'

const system = asSystem('scan a stored file')

/** Called in the transaction that ends the work, so that "done" and the work itself are one. */
export type Done = (work: UnitOfWork) => Promise<unknown>

/**
 * Scans what is stored of a file and lets it go, or not. Runs at least once: a second run changes nothing. Without a verdict a
 * version goes back to `stored` and the error out, to be tried again: never to `available`.
 */
export async function scanFile(services: FileServices, payload: EventPayload, done: Done): Promise<void> {
  for (let isDone = false; !isDone; ) {
    const token = v4()
    const taken = await takeForScan(services, payload, token)
    if (taken) isDone = await scanVersion(services, { ...taken, token, done })
    else {
      await services.database.withUnitOfWork(system, done)
      isDone = true
    }
  }
}

interface Taken {
  readonly version: FileVersion
  readonly rules: SettledRules
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
    const judgement = await judgeBytes(services, { version, rules })
    faultPoint('after:scanned')
    return await conclude(services, { ...scan, judgement })
  } catch (error) {
    await putBack(services, version, token)
    throw error
  } finally {
    release()
  }
}

/** Somebody else is at it, or was until a moment ago. Try again later. */
class ScanUnderWay extends Error {
  override readonly name = 'ScanUnderWay'
}

/**
 * Null when there is nothing to scan: it has been scanned, was purged, or is another organization's. What lies in the trash is
 * scanned as well: nothing that waits can be purged.
 *
 * @throws ScanUnderWay
 */
function takeForScan(
  { database }: FileServices,
  { objectId, organization }: EventPayload,
  token: string,
): Promise<Taken | null> {
  return database.withUnitOfWork(system, async (work) => {
    const file = await work.find(StoredFile, objectId, { lock: true, withDeleted: true })
    if (file?.organization !== organization) return null
    const version = await leaseForScan(work, objectId, { token, seconds: LEASE_SECONDS })
    if (!version) {
      if (await waitsForScan(work, objectId)) throw new ScanUnderWay(`File ${objectId} is being scanned`)
      return null
    }
    const rules = await rulesOf(work, organization)
    if (version.status === 'scanning') return { version, rules }
    await moveVersionTo(work, { file, version, move: { from: 'stored', to: 'scanning', reason: null } })
    return { version: { ...version, status: 'scanning' }, rules }
  })
}

interface Conclusion extends Scan {
  readonly judgement: Judgement
}

function conclude(
  { database, scanner }: FileServices,
  { version, rules, token, judgement, done }: Conclusion,
): Promise<boolean> {
  return database.withUnitOfWork(system, async (work) => {
    if (!(await endFileLease(work, version.id, token)))
      throw new ScanUnderWay(`The scan of file ${version.file} was taken over`)
    const { engine } = scanner
    await applyVerdict(work, { blob: version.blob, judgement, engine, rules, scanned: version.id })
    const isLast = !(await waitsForScan(work, version.file))
    if (isLast) await done(work)
    return isLast
  })
}

async function putBack({ database }: FileServices, version: FileVersion, token: string): Promise<void> {
  await database.withUnitOfWork(system, async (work) => {
    if (!(await endFileLease(work, version.id, token))) return
    const file = await work.get(StoredFile, version.file, { lock: true, withDeleted: true })
    const move = { from: 'scanning', to: 'stored', reason: 'Waiting for the virus scanner' } as const
    await moveVersionTo(work, { file, version, move })
  })
}
