import { asSystem } from '@groundwork/db'
import { Document, StoredFile } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  addDocumentEdition,
  createCustomField,
  createDocument,
  restoreDocument,
  updateCustomField,
} from '../src/index.ts'
import { createWorld, type World } from './identity-world.ts'

let world: World
let organization: string
beforeAll(async () => {
  world = await createWorld()
  organization = (await world.organization()).id
})
afterAll(() => world.close())

const system = asSystem('test: documents to make editions of')
const file = async () => {
  const made = await world.database.withUnitOfWork(system, (work) =>
    work.insert(StoredFile, {
      organization,
      originalFilename: 'a.txt',
      filePath: crypto.randomUUID(),
      status: 'available',
      uploadedBy: null,
    }),
  )
  return made.id
}
const define = (key: string) =>
  createCustomField(world.services, system, { organization, resource: 'document', key, label: key, type: 'text' })

it('takes over the custom fields that are still in use, and leaves the others to the edition before', async () => {
  const first = await createDocument(world.services, system, {
    organization,
    title: 'Terms',
    file: await file(),
    customFields: { legacy: 'a' },
  })
  await define('kept')
  const old = await define('old')
  const values = { kept: 'b', old: 'c' }
  await world.database.withUnitOfWork(system, (work) =>
    work.update(Document, first.id, { customFields: { ...values, legacy: 'a' } }),
  )
  await updateCustomField(world.services, system, old.id, { isActive: false })

  const next = await addDocumentEdition(world.services, system, first.id, { file: await file() })
  expect(next).toMatchObject({ versionNumber: 2, previousVersion: first.id, customFields: { kept: 'b' } })
  const before = await world.database.reader(system).get(Document, first.id)
  expect(before.customFields).toEqual({ ...values, legacy: 'a' })
  const said = addDocumentEdition(world.services, system, next.id, { file: await file(), customFields: { old: 'd' } })
  await expect(said).rejects.toMatchObject({
    code: 'invalid',
    fields: { 'customFields.old': ['Is not active any more'] },
  })
})

it('does not come back out of the trash once another edition has its place', async () => {
  const first = await createDocument(world.services, system, { organization, title: 'Prices', file: await file() })
  const next = async () => addDocumentEdition(world.services, system, first.id, { file: await file() })
  const remove = (id: string) => world.database.withUnitOfWork(system, (work) => work.remove(Document, id))
  const second = await next()
  await remove(second.id)
  const other = await next()
  const back = restoreDocument(world.services, system, second.id)
  await expect(back).rejects.toMatchObject({ code: 'conflict', reason: 'newer_version_exists' })

  await remove(other.id)
  expect(await restoreDocument(world.services, system, second.id)).toMatchObject({ deletedAt: null, versionNumber: 2 })
})
