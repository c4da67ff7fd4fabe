import { asSystem, type FileVersion, moment, takeOutdated, type UnitOfWork, versionsOfBlob } from '@groundwork/db'
import type { FileServices } from '../file-services.ts'
import { ScannerUnavailable } from '../scanner.ts'
import { rescanVersion } from './rescan.ts'

const system = asSystem('scan again what older signatures judged')

/** So many are taken at a time, and so many in one run: new uploads must not wait behind a library. */
const BATCH = 20
const MOST_IN_A_RUN = 500

/**
 * Looks whether the scanner has learned, and if so has everything judged anew, the oldest verdict first: what is found now goes
 * out of service at once, and what was refused by mistake comes back. A run does some and the next goes on; what was judged
 * carries the new signatures, so a process may die anywhere, and several share the work. Says how many were judged.
 */
export function outdatedRescans(services: FileServices): (signal?: AbortSignal) => Promise<number> {
  let settled: string | null = null
  return async (signal) => {
    const known = await knowledgeOf(services)
    if (known === null || known.signatures === settled) return 0
    const { judgedCount, isWhole } = await judgeSome(services, known, signal)
    if (isWhole) settled = known.signatures
    return judgedCount
  }
}

interface Knowledge {
  readonly engine: string
  readonly signatures: string
}

/** Null where there is no scanner, or none that answers now. */
async function knowledgeOf({ scanner }: FileServices): Promise<Knowledge | null> {
  if (scanner.engine === 'none') return null
  try {
    return { engine: scanner.engine, signatures: await scanner.signatures() }
  } catch (error) {
    if (error instanceof ScannerUnavailable) return null
    throw error
  }
}

interface Run {
  readonly judgedCount: number
  /** Nothing is left that older signatures judged. */
  readonly isWhole: boolean
}

async function judgeSome(services: FileServices, known: Knowledge, signal?: AbortSignal): Promise<Run> {
  const before = await services.database.withUnitOfWork(system, moment)
  let judgedCount = 0
  let failures = 0
  while (judgedCount + failures < MOST_IN_A_RUN && !signal?.aborted) {
    const batch = await services.database.withUnitOfWork(system, (work) => takeBatch(work, { ...known, before }))
    if (!batch) return { judgedCount, isWhole: failures === 0 }
    for (const version of batch) {
      if (signal?.aborted) return { judgedCount, isWhole: false }
      try {
        await rescanVersion(services, version)
        judgedCount += 1
      } catch (error) {
        if (error instanceof ScannerUnavailable) return { judgedCount, isWhole: false }
        failures += 1
        services.log.warn({ err: error, blob: version.blob.id }, 'bytes could not be scanned again')
      }
    }
  }
  return { judgedCount, isWhole: false }
}

/** A version of each, for its name and type. Null when there are no more. */
async function takeBatch(
  work: UnitOfWork,
  outdated: Knowledge & { readonly before: Date },
): Promise<FileVersion[] | null> {
  const blobs = await takeOutdated(work, { ...outdated, limit: BATCH })
  if (!blobs.length) return null
  const versions: FileVersion[] = []
  for (const { organization, id } of blobs) versions.push(...(await versionsOfBlob(work, organization, id)).slice(0, 1))
  return versions
}
