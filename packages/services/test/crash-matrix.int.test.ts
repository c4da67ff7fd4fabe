import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { testProgram } from '@groundwork/db/testing'
import { describe, it } from 'vitest'
import { faultPoints } from '../src/fault/fault-points.ts'
import {
  checkFiles,
  deriveIn,
  type FileServices,
  moveStorages,
  openDownload,
  purgeDueFiles,
  reapStaleUploads,
  removeDeadBytes,
  rescanFile,
  type StorageFault,
  scanFile,
} from '../src/file/index.ts'
import { reapUploadSessions } from '../src/upload-session/index.ts'
import { type Acknowledged, type Crash, crashServices, sha256 } from './crash/crash-stage.ts'
import { renderer, scenarioOf } from './crash/scenarios.ts'
import { createFileWorld, type FileWorld } from './file-world.ts'

const DAYS = 24 * 60 * 60 * 1000

interface Ended {
  readonly signal: string | null
  readonly told: readonly Acknowledged[]
  readonly errors: string
}

/** Runs a process until it is killed. */
async function run(crash: Crash): Promise<Ended> {
  const child = spawn(process.execPath, [testProgram('crash-child')], {
    env: { ...process.env, CRASH: JSON.stringify(crash), FAULT: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors, [, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null, string | null]>,
  ])
  const told = output.split('\n').flatMap((line) => (line ? [JSON.parse(line) as Acknowledged] : []))
  return { signal, told, errors }
}

/** What a worker does that starts a while later: nobody answers for the dead process any more. */
async function recover(services: FileServices, { sql }: Pick<FileWorld, 'sql'>): Promise<void> {
  for (const table of ['file_version', 'upload_session', 'storage_move'])
    await sql(`update ${table} set lease_until = now() - interval '1 second' where lease_until is not null`)
  const later = { ...services, clock: () => new Date(Date.now() + 3 * DAYS) }
  await reapStaleUploads(later)
  await reapUploadSessions(later)
  for (const { id, organization } of await sql<{ id: string; organization: string }>(
    'select id, organization_id as organization from file',
  )) {
    const payload = { event: id, organization, objectId: id }
    for (const job of [scanFile, rescanFile]) await job(services, payload, async () => undefined)
    await deriveIn('quick')({ ...services, renderer }, payload, async () => undefined)
  }
  await moveStorages(services)
  await purgeDueFiles(services)
  // What readers may still have open is removed a while later.
  await sql('update blob set removed_at = now() where removed_at > now()')
  await removeDeadBytes(services)
  for (const storage of services.storages.all) {
    await storage.sweepTemp(0)
    await storage.sweepParts(0)
  }
}

const hashesOf = `select b.sha256 from blob b join file_version v on v.blob_id = b.id where v.file_id = $1`
const unsettled = `select id, status from file where status not in ('available', 'quarantined', 'purged')`
const unproven = `select v.id from file_version v join blob b on b.id = v.blob_id
  where v.status = 'available' and b.scan_verdict is distinct from 'clean' and b.released_at is null`
const unfilled = `select m.name from link_folder m where not exists (select from file f where f.folder_id = m.folder_id)
  and not exists (select from folder c where c.parent_id = m.folder_id)`

describe.concurrent('a process that is killed', () => {
  it.for(faultPoints)('%s', { timeout: 240_000 }, async (point, { expect, onTestFinished }) => {
    const world = await createFileWorld()
    onTestFinished(world.close)
    const { organization, context } = await world.member('owner')
    const directories = [join(world.directory, 'main'), join(world.directory, 'other')] as const
    const crash = { point, scenario: scenarioOf[point], appUrl: world.appUrl, directories, organization, context }
    const { signal, told, errors } = await run(crash)
    expect(signal, `the point is reached\n${errors}`).toBe('SIGKILL')

    const services = await crashServices(world.database, directories)
    await recover(services, world)

    // What was acknowledged is served; only a version that was on its way after it may have taken its place.
    for (const { file, sha256: acknowledged } of told) {
      const { open } = await openDownload(services, context, { file })
      const served = open && sha256(await buffer(await open()))
      const hashes = (await world.sql<{ sha256: string }>(hashesOf, [file])).map((row) => row.sha256)
      expect(hashes).toContain(acknowledged)
      expect(hashes).toContain(served)
    }
    const faults: StorageFault[] = []
    await checkFiles(services, { graceHours: -1, isDeep: true }, (fault) => faults.push(fault))
    expect(faults, 'rows, bytes, reservations and quota fit').toEqual([])
    expect(await world.sql(unsettled), 'every upload is finished or gone').toEqual([])
    expect(await world.sql(unproven), 'nothing is available without a clean verdict').toEqual([])
    expect(await world.sql(unfilled), 'no folder is there without what came in it').toEqual([])
    for (const directory of directories)
      for (const name of ['.tmp', '.parts']) expect(await readdir(join(directory, name))).toEqual([])
  })
})
