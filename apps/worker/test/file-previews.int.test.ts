import type { PreviewRenderer, Rendition } from '@groundwork/services'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { previewRenderer, sourcePrograms } from '../src/index.ts'
import { findTools } from '../src/preview/tool/installed-tools.ts'
import { docxOf } from './preview-samples.ts'
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts'

let world: WorkerWorld
let real: PreviewRenderer
/** While there is one, documents of Office wait for it and are not really drawn. */
let held: Promise<void> | null = null

beforeAll(async () => {
  real = await previewRenderer({ programs: sourcePrograms(), log: pino({ level: 'silent' }) })
  const renderer: PreviewRenderer = {
    ...real,
    render: async (source) => {
      if (!held || real.laneOf(source.mimeType) !== 'office') return real.render(source)
      await held
      return { text: { content: 'slow words', isCut: false }, properties: {} }
    },
  }
  world = await createWorkerWorld(10, { renderer })
  await world.start()
})
afterAll(async () => {
  await world.close()
  real.close()
})

/** What is known of the bytes of a file's only version. */
async function known(file: string) {
  const [row] = await world.sql<{
    previews: string[]
    properties: Rendition['properties']
    words: string | null
    keys: string[]
  }>(
    `select f.previews, f.properties, t.content as words,
       array(select key from jsonb_each_text(b.derivatives) d(name, key) order by key) as keys
     from file f join file_version v on v.file_id = f.id join blob b on b.id = v.blob_id
     left join blob_text t on t.blob_id = b.id where f.id = $1`,
    [file],
  )
  return row
}

it('a table of text is kept as rows and words', async () => {
  const id = await world.upload('cities.csv', Buffer.from('City;People\nGraz;300000\nWien;2000000\n'))
  await world.isDone(id, 'file.derive')
  expect(await known(id)).toMatchObject({
    previews: ['table', 'text'],
    words: expect.stringContaining('Graz'),
    properties: { encoding: 'utf-8', text: { isCut: false } },
    keys: [expect.stringMatching(/\.csv!table\.json$/)],
  })
})

it('Markdown is kept as its words', async () => {
  const id = await world.upload('read.md', Buffer.from('# Title\n\nSome *words*.\n'))
  await world.isDone(id, 'file.derive')
  expect(await known(id)).toMatchObject({ previews: ['text'], words: '# Title\n\nSome *words*.' })
})

it('a letter is kept as its words, and as pages where LibreOffice is installed', async () => {
  const { libreOffice, poppler } = await findTools()
  const id = await world.upload('letter.docx', await docxOf(['Dear customer']))
  await world.isDone(id, 'file.convert', 90_000)
  const isDrawn = libreOffice && poppler
  const facts = await known(id)
  expect(facts?.words).toBe('Dear customer')
  expect(facts?.previews).toEqual(isDrawn ? ['optimised', 'pdf', 'text', 'thumbnail'] : ['text'])
  expect(facts?.properties.noPreview).toBe(isDrawn ? undefined : 'not_installed')
}, 100_000)

it('a document that takes its time keeps nothing of another kind waiting', async () => {
  let release: () => void = () => undefined
  held = new Promise((resolve) => {
    release = resolve
  })
  const slow = [
    await world.upload('one.docx', await docxOf(['one'])),
    await world.upload('two.docx', await docxOf(['two'])),
  ]
  const quick = await world.upload('quick.txt', Buffer.from('quick words'))
  await world.isDone(quick, 'file.derive')
  expect((await known(quick))?.words).toBe('quick words')
  for (const id of slow) expect((await known(id))?.previews).toEqual([])
  release()
  for (const id of slow) await world.isDone(id, 'file.convert')
  expect((await known(slow[1] ?? ''))?.words).toBe('slow words')
})
