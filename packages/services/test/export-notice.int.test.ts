import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { deriveKeys } from '../src/config/index.ts'
import { createDataJob } from '../src/data-job/index.ts'
import { type MailMessage, sendExportEnded } from '../src/mail/index.ts'
import { createImportWorld, type ImportWorld } from './import-world.ts'

let world: ImportWorld
const sent: MailMessage[] = []

beforeAll(async () => {
  world = await createImportWorld()
})
afterAll(() => world.close())
beforeEach(() => {
  sent.length = 0
})

/** What a worker does when an export is over that took so long. */
async function endedAfter(seconds: number, status = 'COMPLETED'): Promise<string> {
  const { organization, context } = await world.asker()
  const { id } = await createDataJob(world.services, context, world.exportOf(organization))
  await world.asOwner(
    `update data_job set status = $2, finished_at = created_at + $3 * interval '1 second' where id = $1`,
    [id, status, seconds],
  )
  const services = {
    ...world.services,
    keys: deriveKeys('a secret that is long enough for it'),
    mail: { send: async (message: MailMessage) => void sent.push(message), close: async () => undefined },
  }
  await sendExportEnded(services, { event: randomUUID(), organization, objectId: id }, async () => undefined)
  return `${context.actor.username}@example.com`
}

it('whoever asked for a long export hears when it is there', async () => {
  const asker = await endedAfter(90)
  expect(sent).toMatchObject([{ to: asker, subject: 'Your export is ready: product' }])
  expect(sent[0]?.text).toContain('http://files.test/data-jobs')
})

it('and when it failed', async () => {
  await endedAfter(90, 'FAILED')
  expect(sent).toMatchObject([{ subject: 'Your export failed: product' }])
})

it('who has been watching gets no mail', async () => {
  await endedAfter(5)
  expect(sent).toEqual([])
})
