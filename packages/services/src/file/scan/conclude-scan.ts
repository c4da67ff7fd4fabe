import {
  asSystem,
  type Database,
  endFileLease,
  endFirstScans,
  holdFirstScans,
  setBlobsClean,
  type UnitOfWork,
  waitsForScan,
} from '@groundwork/db'
import { canVersionBecome, StoredFile } from '@groundwork/domain'
import { gatheredBy } from '../../gathered.ts'
import type { Judgement } from '../judge-bytes.ts'
import { applyVerdict, resultOf } from '../version/apply-verdict.ts'
import { servedFields } from '../version/served-fields.ts'
import { ScanUnderWay, type Taken } from './take-for-scan.ts'

const system = asSystem('scan a stored file')

/** Called in the transaction that ends the work, so that "done" and the work itself are one. */
export type Done = (work: UnitOfWork) => Promise<unknown>

export interface Conclusion extends Taken {
  readonly token: string
  readonly judgement: Judgement
  readonly engine: string
  readonly done: Done
}

/** Writes down what was found, of many files at once where they come at once. True when this was all that waited of its file. */
export const concludeScan = (database: Database, conclusion: Conclusion): Promise<boolean> =>
  conclusionsThrough(database).call(conclusion)

const conclusionsThrough = gatheredBy<Database, Conclusion, boolean>((database) => ({
  together: (all) => database.withUnitOfWork(system, (work) => concludeTogether(work, all)),
  alone: (conclusion) => database.withUnitOfWork(system, (work) => concludeAlone(work, conclusion)),
}))

const move = { from: 'scanning', to: 'available', reason: null } as const

/** What is clean and was never judged before is let go; anything else has a tale of its own. */
async function concludeTogether(work: UnitOfWork, all: readonly Conclusion[]): Promise<(boolean | undefined)[]> {
  if (!canVersionBecome(move.from, move.to)) throw new Error(`No version goes from ${move.from} to ${move.to}`)
  const clean = new Map(
    all.filter(({ judgement }) => judgement.verdict.kind === 'clean').map((each) => [each.version.id, each]),
  )
  if (!clean.size) return []
  const files = [...clean.values()].map(({ version }) => version.file)
  const held = await holdFirstScans(work, files, move.from)
  const released = held.flatMap(({ version, file }) => {
    const conclusion = clean.get(version.id)
    return conclusion ? [{ version, file, conclusion }] : []
  })
  if (!released.length) return []
  const scans = released.map(({ version, conclusion: { token } }) => ({ version: version.id, token }))
  const changes = released.map(({ version, file }) => ({
    key: version.file,
    changes: { status: move.to, statusReason: move.reason, ...servedFields(file, version) },
  }))
  const blobs = released.map(({ version: { blob }, conclusion: { engine, judgement } }) => ({
    blob: blob.id,
    engine,
    signatures: judgement.signatures,
    result: resultOf(judgement.verdict, engine),
  }))
  await Promise.all([
    endFirstScans(work, scans, move),
    setBlobsClean(work, blobs),
    work.changeEach(StoredFile, changes, {
      event: move.to,
      details: (place) => ({ version: released[place]?.version.number ?? null }),
    }),
  ])
  for (const { conclusion } of released) await conclusion.done(work)
  const ended = new Set(released.map(({ conclusion }) => conclusion))
  return all.map((each) => (ended.has(each) ? true : undefined))
}

async function concludeAlone(
  work: UnitOfWork,
  { version, token, judgement, engine, rules, done }: Conclusion,
): Promise<boolean> {
  if (!(await endFileLease(work, version.id, token)))
    throw new ScanUnderWay(`The scan of file ${version.file} was taken over`)
  await applyVerdict(work, { blob: version.blob, judgement, engine, rules, scanned: version.id })
  const isLast = !(await waitsForScan(work, version.file))
  if (isLast) await done(work)
  return isLast
}
