import {
  asSystem,
  type Database,
  type FileVersion,
  holdFirstScans,
  leaseFirstScans,
  leaseForScan,
  madeAt,
  type UnitOfWork,
  waitsForScan,
} from '@groundwork/db'
import { canVersionBecome, type SettledRules, StoredFile } from '@groundwork/domain'
import { gatheredBy } from '../../gathered.ts'
import { LEASE_SECONDS } from '../file-lease.ts'
import { rulesOf } from '../policy/rules-of.ts'
import { moveVersionTo } from '../version/move-version.ts'
import { ScanPace } from './scan-pace.ts'

const system = asSystem('scan a stored file')

const pace = new ScanPace()

/** Somebody else is at it, or was until a moment ago. Try again later. */
export class ScanUnderWay extends Error {
  override readonly name = 'ScanUnderWay'
}

export interface Wanted {
  /** The file's id. */
  readonly file: string
  readonly organization: string
  /** Of the lease. */
  readonly token: string
  /** Since when it is due, as `Date.now()` tells time. */
  readonly since: number
}

export interface Taken {
  readonly version: FileVersion
  readonly rules: SettledRules
}

/**
 * Takes what waits of a file for its scan, many files at once where they are asked for at once. Null when there is nothing to scan: it has
 * been scanned, was purged, or is another organization's. What lies in the trash is scanned as well: nothing that waits can be purged.
 *
 * @throws ScanUnderWay
 */
export const takeForScan = (database: Database, wanted: Wanted): Promise<Taken | null> =>
  takesThrough(database).call(wanted)

const takesThrough = gatheredBy<Database, Wanted, Taken | null>((database) => ({
  together: (all) => database.withUnitOfWork(system, (work) => takeTogether(work, all)),
  alone: (wanted) => database.withUnitOfWork(system, (work) => takeAlone(work, wanted)),
  pause: (all) =>
    pace.pauseAfter(
      all.map(({ file, since }) => ({ from: madeAt(file), to: since })),
      Date.now() - Math.min(...all.map(({ since }) => since)),
    ),
  pauseOn: () => pace.pauseOn(),
}))

const move = { from: 'stored', to: 'scanning', reason: null } as const

/** Those whose first and only version waits; anything else has a tale of its own. */
async function takeTogether(work: UnitOfWork, all: readonly Wanted[]): Promise<(Taken | undefined)[]> {
  if (!canVersionBecome(move.from, move.to)) throw new Error(`No version goes from ${move.from} to ${move.to}`)
  const organizations = [...new Set(all.map(({ organization }) => organization))]
  const files = [...new Set(all.map(({ file }) => file))]
  const [held, ...rules] = await Promise.all([
    holdFirstScans(work, files, move.from),
    ...organizations.map((organization) => rulesOf(work, organization)),
  ])
  const rulesBy = new Map(organizations.map((organization, place) => [organization, rules[place]]))
  const wantedBy = new Map(all.map((wanted) => [`${wanted.organization} ${wanted.file}`, wanted]))
  const taken = new Map<Wanted, Taken>()
  for (const { version } of held) {
    const wanted = wantedBy.get(`${version.organization} ${version.file}`)
    const known = rulesBy.get(version.organization)
    if (wanted && known) taken.set(wanted, { version: { ...version, status: move.to }, rules: known })
  }
  if (taken.size) {
    const { to: status, reason: statusReason } = move
    const changes = [...taken.values()].map(({ version }) => ({ key: version.file, changes: { status, statusReason } }))
    const numbers = [...taken.values()].map(({ version }) => version.number)
    const scans = [...taken].map(([{ token }, { version }]) => ({ version: version.id, token }))
    await Promise.all([
      leaseFirstScans(work, scans, { ...move, seconds: LEASE_SECONDS }),
      work.changeEach(StoredFile, changes, {
        event: status,
        details: (place) => ({ version: numbers[place] ?? null }),
      }),
    ])
  }
  return all.map((wanted) => taken.get(wanted))
}

async function takeAlone(work: UnitOfWork, { file: key, organization, token }: Wanted): Promise<Taken | null> {
  const file = await work.find(StoredFile, key, { lock: true, withDeleted: true })
  if (file?.organization !== organization) return null
  const version = await leaseForScan(work, key, { token, seconds: LEASE_SECONDS })
  if (!version) {
    if (await waitsForScan(work, key)) throw new ScanUnderWay(`File ${key} is being scanned`)
    return null
  }
  const rules = await rulesOf(work, organization)
  if (version.status === move.to) return { version, rules }
  await moveVersionTo(work, { file, version, move })
  return { version: { ...version, status: move.to }, rules }
}
