import type { WorkContext } from '@groundwork/db'
import { DomainError, StoredFile } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { importFile } from '../src/data-job/index.ts'
import { createDataJobWorld, type DataJobWorld } from './data-job-world.ts'
import { streamOf } from './file-world.ts'

let world: DataJobWorld
beforeAll(async () => {
  world = await createDataJobWorld()
})
afterAll(() => world.close())

const parameters = { mode: 'upsert', match: ['sku'] }

/** A sheet and what is to be done with it, in one form. */
const bring = (context: WorkContext, organization: string) =>
  importFile(world.services, context, {
    organization,
    target: 'product',
    fileName: 'products.csv',
    stream: streamOf(Buffer.from('sku,name\nA-1,Hammer\n')),
    parameters,
    finished: async () => parameters,
  })

const filesOf = async (organization: string) =>
  world.sql<{ trashed: boolean }>('select deleted_at is not null as trashed from file where organization_id = $1', [
    organization,
  ])

const jobsOf = (organization: string) => world.sql('select from data_job where organization_id = $1', [organization])

it('a form brings a file and its import', async () => {
  const { organization, context } = await world.asker()
  const { inputFiles } = await bring(context, organization)
  const file = await world.services.database.reader(context).get(StoredFile, String(inputFiles.main))
  expect([file.organization, (await jobsOf(organization)).length]).toEqual([organization, 1])
})

it('a session that ends between the file and its import leaves neither', async () => {
  const { organization, context } = await world.asker()
  const gone = new DomainError('unauthenticated', 'This session has ended')
  const ending: WorkContext = {
    ...context,
    renew: async () => {
      if ((await filesOf(organization)).length) throw gone
      return ending
    },
  }
  await expect(bring(ending, organization)).rejects.toBe(gone)
  expect(await filesOf(organization)).toEqual([{ trashed: true }])
  expect(await jobsOf(organization)).toEqual([])
})

it('a role that is lost between the file and its import leaves neither', async () => {
  const { organization, context } = await world.asker()
  const bare = { ...context, actor: { ...context.actor, memberships: [] } }
  const losing: WorkContext = {
    ...context,
    renew: async () => ((await filesOf(organization)).length ? bare : losing),
  }
  await expect(bring(losing, organization)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await filesOf(organization)).toEqual([{ trashed: true }])
  expect(await jobsOf(organization)).toEqual([])
})
