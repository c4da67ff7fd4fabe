import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NoPreview } from '../no-preview.ts'
import type { ToolRunner } from '../tool/run-tool.ts'
import type { PdfTools } from './pdf-tools.ts'
import { shrinkPdf } from './shrink-pdf.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'groundwork-shrink-'))
})
afterAll(() => rm(directory, { recursive: true }))

const original = { pages: 2, pageSize: '200 x 100', words: 'one\ftwo\f', looks: 'two pages' }

interface Copy extends Partial<typeof original> {
  readonly bytes?: number
  readonly isTooCostly?: boolean
}

/** What becomes of a file of 100,000 bytes, when the copy that is made of it is this. */
async function shrink({ bytes = 50_000, isTooCostly = false, ...changes }: Copy, pages = original.pages) {
  const copy = { ...original, pages, ...changes }
  const of = (path: string) => (path.endsWith('smaller.pdf') ? copy : original)
  const tools: PdfTools = {
    facts: async ({ path }) => of(path),
    firstPage: async () => Buffer.alloc(0),
    words: async ({ path }) => of(path).words,
    looks: async ({ path }) => {
      if (isTooCostly) throw new NoPreview('too_costly', 'it took too long')
      return Buffer.from(of(path).looks)
    },
  }
  const runner: Pick<ToolRunner, 'run'> = {
    run: async ({ args }) => {
      await writeFile(args.at(-1) ?? '', Buffer.alloc(bytes))
      return { code: 0, output: Buffer.alloc(0), complaint: '' }
    },
  }
  const { pageSize, words } = original
  const path = join(directory, 'input.pdf')
  return shrinkPdf(runner, tools, { directory, path, bytes: 100_000, facts: { pages, pageSize }, words })
}

it('a copy that is equal and smaller is kept', async () => {
  expect(await shrink({})).toBe(join(directory, 'smaller.pdf'))
})

it.each<[string, Copy]>([
  ['is hardly smaller', { bytes: 95_000 }],
  ['lacks a page', { pages: 1 }],
  ['has pages of another size', { pageSize: '100 x 100' }],
  ['says something else', { words: 'one\f\f' }],
  ['looks different', { looks: 'two other pages' }],
  ['takes too long to compare', { isTooCostly: true }],
])('a copy that %s is not', async (_, copy) => {
  expect(await shrink(copy)).toBeNull()
})

it('nobody compares more than a hundred pages', async () => {
  expect(await shrink({}, 101)).toBeNull()
})
