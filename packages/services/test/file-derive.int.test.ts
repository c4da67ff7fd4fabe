import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { WorkContext } from '@groundwork/db'
import { StoredFile } from '@groundwork/domain'
import { toStorageKey } from '@groundwork/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  deriveIn,
  type FileServices,
  listFiles,
  noScanner,
  openDerivative,
  type PreviewRenderer,
  purgeFiles,
  type Rendition,
  readTable,
  readText,
  removeDeadBytes,
  type Scanner,
} from '../src/file/index.ts'
import { bytesOf, createFileWorld, type FileWorld, nothingLeft, textLike } from './file-world.ts'

const rendition: Rendition = {
  thumbnail: Buffer.from('a small picture'),
  optimised: Buffer.from('a picture'),
  table: { sheets: [{ name: 'Sheet', columns: ['a'], rows: [['b']], isCut: false }] },
  text: { content: 'the quick brown fox', isCut: false },
  properties: { width: 40, height: 30, camera: { make: 'Acme' } },
}

let world: FileWorld
let home: string
let ada: WorkContext
let stranger: WorkContext
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  const made = await world.member('owner')
  home = made.organization
  ada = made.context
  stranger = (await world.member('owner')).context
})

let number = 0
async function upload(bytes = textLike(1000, ++number)): Promise<string> {
  const { id } = await world.upload(ada, { organization: home, fileName: 'note.txt', bytes })
  await world.makeAvailable(id)
  return id
}

/** Draws what it is told, and counts how often it was asked. */
function rendererOf(render: () => Promise<Rendition> = async () => rendition) {
  const asked = { times: 0 }
  const renderer: PreviewRenderer = {
    laneOf: () => 'quick',
    render: async ({ open }) => {
      asked.times += 1
      expect((await buffer(await open())).length).toBeGreaterThan(0)
      return render()
    },
    close: () => undefined,
  }
  return { asked, renderer }
}

interface Deriving {
  readonly renderer?: PreviewRenderer
  readonly changes?: Partial<FileServices>
  readonly done?: () => Promise<void>
}

/** Does what the worker does once a file may be seen. */
const derive = (file: string, { renderer = rendererOf().renderer, changes, done }: Deriving = {}) =>
  deriveIn('quick')(
    { ...world.services, ...changes, renderer },
    { event: randomUUID(), organization: home, objectId: file },
    done ?? (async () => undefined),
  )

const row = (id: string) => world.database.reader(ada).get(StoredFile, id)
const objects = async () => (await world.traces(home)).objects.map((key) => key.split('!')[1] ?? 'original').sort()
const every = ['optimised.webp', 'original', 'table.json', 'thumbnail.webp']

async function purge(...ids: string[]): Promise<void> {
  for (const id of ids) await world.database.withUnitOfWork(ada, (work) => work.remove(StoredFile, id))
  await purgeFiles(world.services, ada, ids)
  await removeDeadBytes(world.services)
}

describe('what is made of a file', () => {
  it('lies beside its bytes, is shown with it, and costs no quota', async () => {
    const id = await upload()
    const before = await world.quota(home)
    await derive(id)
    expect(await objects()).toEqual(every)
    expect(await world.quota(home)).toEqual(before)
    expect(await row(id)).toMatchObject({
      previews: ['optimised', 'table', 'text', 'thumbnail'],
      width: 40,
      height: 30,
      properties: { camera: { make: 'Acme' }, text: { characters: 19, isCut: false } },
    })
    const served = await openDerivative(world.services, ada, { file: id, derivative: 'thumbnail' })
    expect(String(await bytesOf(served))).toBe('a small picture')
    expect(await readText(world.services, ada, id)).toEqual({ text: 'the quick brown fox', isCut: false })
    expect(await readTable(world.services, ada, { file: id })).toMatchObject({ sheet: 'Sheet', rows: [['b']] })
  })

  it('is shown as it is now once it was made anew, to whoever has seen it a moment ago as well', async () => {
    const id = await upload()
    const look = async () => {
      const served = await openDerivative(world.services, ada, { file: id, derivative: 'thumbnail' })
      return { tag: served.headers.ETag, picture: String(await bytesOf(served)) }
    }
    await derive(id)
    const before = await look()
    expect(await look()).toEqual(before)
    await world.sql(`update blob set derivatives = '{}', derived_at = null where organization_id = $1`, [home])
    const anew = { ...rendition, thumbnail: Buffer.from('a better picture') }
    await derive(id, { renderer: rendererOf(async () => anew).renderer })
    const after = await look()
    expect(after.picture).toBe('a better picture')
    expect(after.tag).not.toBe(before.tag)
  })

  it('is made once for equal bytes, and goes with the last file that has them', async () => {
    const bytes = textLike(1000, ++number)
    const [one, other] = [await upload(bytes), await upload(bytes)]
    const { asked, renderer } = rendererOf()
    await derive(one, { renderer })
    await derive(other, { renderer })
    expect(asked.times).toBe(1)
    expect((await row(other)).previews).toEqual((await row(one)).previews)
    await removeDeadBytes(world.services)
    expect(await objects()).toEqual(every)

    await purge(one)
    expect(await objects()).toEqual(every)
    expect(await readText(world.services, ada, other)).toMatchObject({ text: 'the quick brown fox' })
    await purge(other)
    expect(await world.traces(home)).toMatchObject({ ...nothingLeft, files: 2 })
    expect(await world.sql('select 1 from blob_text where organization_id = $1', [home])).toEqual([])
  })

  it('is scanned before it is kept: what is not clean is left out', async () => {
    const id = await upload()
    const scanner: Scanner = {
      ...noScanner,
      engine: 'clamav',
      scan: async ({ open }) => {
        const isBad = (await buffer(await open())).equals(Buffer.from('a picture'))
        return isBad ? { kind: 'infected', signature: 'Test' } : { kind: 'clean' }
      },
    }
    await derive(id, { changes: { scanner } })
    expect(await objects()).toEqual(['original', 'table.json', 'thumbnail.webp'])
    expect((await row(id)).previews).toEqual(['table', 'text', 'thumbnail'])
    await expect(openDerivative(world.services, ada, { file: id, derivative: 'optimised' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('is scanned and stored side by side', async () => {
    const id = await upload()
    const scanning = new Set<string>()
    let begin: () => void = () => undefined
    const allAtIt = new Promise<void>((resolve) => {
      begin = resolve
    })
    const scanner: Scanner = {
      ...noScanner,
      engine: 'clamav',
      scan: async ({ fileName }) => {
        scanning.add(fileName)
        if (scanning.size === 3) begin()
        await allAtIt
        return { kind: 'clean' }
      },
    }
    await derive(id, { changes: { scanner } })
    expect(await objects()).toEqual(every)
  })

  it('waits for no commit before it is drawn', async () => {
    const id = await upload()
    let commits = 0
    const withUnitOfWork: typeof world.database.withUnitOfWork = async (context, use) => {
      const result = await world.database.withUnitOfWork(context, use)
      commits += 1
      return result
    }
    const { asked, renderer } = rendererOf(async () => {
      expect(commits).toBe(0)
      return rendition
    })
    await derive(id, { renderer, changes: { database: { ...world.database, withUnitOfWork } } })
    expect({ commits, asked }).toEqual({ commits: 1, asked: { times: 1 } })
  })

  it('is shown no longer once the scanner thinks otherwise of the bytes', async () => {
    const id = await upload()
    await derive(id)
    await world.sql(`update blob set scan_verdict = 'infected' where organization_id = $1`, [home])
    for (const look of [
      () => openDerivative(world.services, ada, { file: id, derivative: 'thumbnail' }),
      () => readText(world.services, ada, id),
      () => readTable(world.services, ada, { file: id }),
    ])
      await expect(look()).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a worker that dies while it makes something of a file', () => {
  const die = async () => {
    throw new Error('killed')
  }

  it('does it again, with nothing left over', async () => {
    const id = await upload()
    await expect(derive(id, { done: die })).rejects.toThrow('killed')
    expect((await row(id)).previews).toEqual([])
    await derive(id)
    expect(await objects()).toEqual(every)
    expect((await row(id)).previews).toHaveLength(4)
  })

  it('leaves nothing when the file is purged before that', async () => {
    const id = await upload()
    await expect(derive(id, { done: die })).rejects.toThrow('killed')
    expect(await objects()).toEqual(every)
    await purge(id)
    expect(await objects()).toEqual([])
  })
})

describe('bytes that change their place while they are drawn', () => {
  it('leave nothing when nobody needs them any more', async () => {
    const id = await upload()
    const { renderer } = rendererOf(async () => {
      await purge(id)
      return rendition
    })
    await derive(id, { renderer })
    expect(await objects()).toEqual([])
  })

  it('are drawn again where they lie now', async () => {
    const id = await upload()
    const [blob] = await world.sql<{ key: string }>('select storage_key as key from blob where organization_id = $1', [
      home,
    ])
    const from = toStorageKey(blob?.key ?? '')
    const to = toStorageKey(from.replace(/note-?\d*\.txt$/, 'moved.txt'))
    const { renderer } = rendererOf(async () => {
      await world.storage.copy(from, to)
      await world.sql('update blob set storage_key = $2 where organization_id = $1', [home, to])
      return rendition
    })
    await expect(derive(id, { renderer })).rejects.toThrow('was moved')
    expect(await objects()).toEqual(['original', 'original'])
    await derive(id)
    expect(await objects()).toEqual(['optimised.webp', 'original', 'original', 'table.json', 'thumbnail.webp'])
  })
})

describe('the words in files', () => {
  const found = async (search: string, as = ada, organizations = [home]) =>
    (await listFiles(world.services, as, { search, organizations })).rows.map(({ id }) => id)

  it('are found by the search of the list, by whoever may see the file', async () => {
    const id = await upload()
    await derive(id)
    expect(await found('brown quick')).toEqual([id])
    expect(await found('"quick brown"')).toEqual([id])
    expect(await found('note.txt'), 'names are found as before').toEqual([id])
    expect(await found('purple')).toEqual([])
    expect(await found('quick', stranger)).toEqual([])
    expect((await listFiles(world.services, stranger, { search: 'quick' })).rows).toEqual([])
    expect((await listFiles(world.services, ada, { search: 'quick' })).rows).toHaveLength(1)
  })

  it('are those of the version that is served, and of nothing in the trash', async () => {
    const id = await upload()
    await derive(id)
    await world.sql(`update file set status = 'quarantined' where id = $1`, [id])
    expect(await found('brown')).toEqual([])
    await world.sql(`update file set status = 'available' where id = $1`, [id])
    await world.database.withUnitOfWork(ada, (work) => work.remove(StoredFile, id))
    expect(await found('brown')).toEqual([])
  })
})
