import { Product } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDownload, signDownload } from '../src/file/index.ts'
import { signIn } from '../src/identity/index.ts'
import { createFileWorld, type FileWorld } from './file-world.ts'
import { createWorld, origin, type World } from './identity-world.ts'

let files: FileWorld
let people: World
beforeAll(async () => {
  files = await createFileWorld()
  people = await createWorld()
})
afterAll(() => Promise.all([files.close(), people.close()]))

/** While the rows of a table cannot be written. */
async function without(table: string, { asOwner }: Pick<World, 'asOwner'>, use: () => Promise<void>): Promise<void> {
  await asOwner(`alter table ${table} add constraint refuses_all check (false) not valid`)
  try {
    await use()
  } finally {
    await asOwner(`alter table ${table} drop constraint refuses_all`)
  }
}

describe.each(['audit_entry', 'audit_pending'])('what cannot be written into %s does not happen', (table) => {
  it('a create', async () => {
    const { organization, context } = await files.member('manager')
    const create = () =>
      files.database.withUnitOfWork(context, (work) =>
        work.insert(Product, { organization, sku: 'A-1', name: 'Anvil', productType: 'PHYSICAL_GOOD' }),
      )
    const count = async () =>
      (await files.sql('select 1 from product where organization_id = $1', [organization])).length
    await without(table, files, () => expect(create()).rejects.toThrow())
    expect(await count()).toBe(0)
    await create()
    expect(await count()).toBe(1)
  })

  it('a download, and the making of a signed URL', async () => {
    const { organization, context } = await files.member()
    const { id: file } = await files.upload(context, { organization, fileName: 'a.txt', bytes: Buffer.from('text') })
    await files.makeAvailable(file)
    await without(table, files, async () => {
      await expect(openDownload(files.services, context, { file })).rejects.toThrow()
      await expect(signDownload(files.services, context, { file })).rejects.toThrow()
    })
    expect((await openDownload(files.services, context, { file })).status).toBe(200)
    expect((await signDownload(files.services, context, { file })).url).toContain(file)
  })

  it('a sign-in', async () => {
    const { id, username, password } = await people.person()
    const sessions = () => people.sql('select 1 from session where user_id = $1', [id])
    const enter = () => signIn(people.services, { username, password }, origin)
    await without(table, people, () => expect(enter()).rejects.toThrow())
    expect(await sessions()).toEqual([])
    await enter()
    expect(await sessions()).toHaveLength(1)
  })
})
