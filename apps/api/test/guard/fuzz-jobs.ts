import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { jobNames, jobs } from '@groundwork/domain'
import { auditKeeping, noScanner } from '@groundwork/services'
import fc from 'fast-check'
import { runJob } from '../../../worker/src/job/run-job.ts'
import type { WorkerServices } from '../../../worker/src/worker-services.ts'
import { schemaOf } from './door.ts'
import { changedParts } from './footprint.ts'
import type { GuardWorld } from './guard-world.ts'
import { wholeInputOf } from './input-of.ts'
import { type Breach, leakIn } from './oracle.ts'
import { fill, type IdSource, isIdSlot, slotsIn, withSlot } from './placeholder.ts'

const sources: readonly IdSource[] = ['own', 'foreign', 'deleted', 'random', 'wrong']

/**
 * Gives every job payloads whose organization is not that of what they name. A worker acts as the system, behind neither
 * wall: it must believe the row, not the payload.
 */
export async function fuzzJobs(world: GuardWorld, { seed }: { readonly seed: number }): Promise<readonly Breach[]> {
  const breaches: Breach[] = []
  const { api, slotValue } = world
  // What waits for its scan is what a job could do something to.
  await api.sql(`update file set status = 'stored', previewed_at = null where deleted_at is null`)
  const services = workerServices(world)
  for (const name of jobNames) {
    const door = { name, subject: name.split('.')[0] ?? '', isWrite: true, input: schemaOf(jobs[name].payload) }
    const [payload] = fc.sample(wholeInputOf(door), { numRuns: 1, seed })
    for (const organization of sources) {
      for (const objectId of sources) {
        if (organization !== 'own' && organization !== 'wrong' && objectId === organization) continue
        if (['foreign', 'deleted'].includes(organization) && ['foreign', 'deleted'].includes(objectId)) continue
        const aimed = slotsIn(payload).reduce<unknown>((changed, { path, slot }) => {
          if (!isIdSlot(slot)) return changed
          const isOrganization = path.at(-1) === 'organization'
          const kind = isOrganization ? 'organization' : door.subject
          return withSlot(changed, path, { $id: kind, from: isOrganization ? organization : objectId, pick: 0 })
        }, payload)
        const data = { ...(fill(aimed, (slot) => slotValue(slot, door.subject)) as object), event: randomUUID() }
        const before = await world.footprint()
        const logged = api.logged().length
        // A refusal is as good as doing nothing.
        await runJob({ ...services, stopping: new AbortController().signal }, name, { data, attemptsMade: 0 }).catch(
          (error: unknown) => api.services.log.info({ err: error }),
        )
        const about = `${JSON.stringify(data)} (organization ${organization}, object ${objectId})`
        const changed = changedParts(before, await world.footprint())
        if (changed.length)
          breaches.push({
            oracle: 'O2',
            door: `job ${name}`,
            actor: 'worker',
            what: `changed ${changed.join(', ')}: ${about}`,
          })
        const leak = leakIn(api.logged().slice(logged), { forbidden: /canary-b-\d+-[\w-]+/ }, world, (word) =>
          about.includes(word),
        )
        if (leak)
          breaches.push({ oracle: 'O1', door: `job ${name}`, actor: 'worker', what: `${leak} to the log: ${about}` })
      }
    }
  }
  return breaches
}

/** The worker's services, where the API has made them already; mail is off. */
function workerServices({ api }: GuardWorld): WorkerServices {
  const renderer: WorkerServices['renderer'] = {
    laneOf: () => 'quick',
    render: async () => ({ properties: {} }),
    close: () => undefined,
  }
  const { database, clock, log, keys, config } = api.services
  const audit = auditKeeping({
    database,
    place: { directory: join(config.dataDirectory, 'audit-checkpoints'), key: keys.auditCheckpoint },
    retentionYears: 7,
    checkpointEntries: 1000,
    clock,
    log,
  })
  return { ...api.services, scanner: noScanner, mail: null, renderer, audit }
}
