import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { openPainter, type Painter } from '../src/preview/picture/painter.ts'
import { openToolRunner, type ToolRunner } from '../src/preview/tool/run-tool.ts'

/** Stands for the program that draws: what a picture does to it, the picture says. */
const standIn = `
const sheets = []
const does = {
  crash: () => process.kill(process.pid, 'SIGSEGV'),
  hang: () => undefined,
  eat: () => { for (;;) sheets.push(Buffer.alloc(20_000_000, 1)) },
  refuse: () => process.send({ kind: 'refused', reason: 'damaged', message: 'no picture' }),
}
const draw = (picture) =>
  process.send({ kind: 'drawn', drawn: { thumbnail: picture, optimised: picture, properties: { by: process.pid } } })
process.on('message', (picture) => (does[picture.toString()] ?? draw)(picture))
process.on('disconnect', () => process.exit(0))
`

let directory: string
let runner: ToolRunner
let painter: Painter

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'groundwork-painter-'))
  await writeFile(join(directory, 'stand-in.mjs'), standIn)
})
afterAll(() => rm(directory, { recursive: true }))
beforeEach(async () => {
  runner = await openToolRunner()
  painter = openPainter(runner, { program: [join(directory, 'stand-in.mjs')], wallMs: 1500, memoryMegabytes: 400 })
})
afterEach(() => runner.close())

const draw = (picture: string) => painter.draw(Buffer.from(picture))
const by = async (picture: string) => (await draw(picture)).properties.by

it('pictures that come one after the other are drawn by one process, and come whole', async () => {
  const large = 'x'.repeat(10_000_000)
  expect((await draw(large)).thumbnail.length).toBe(large.length)
  expect(await by('one')).toBe(await by('other'))
})

it.each(['crash', 'hang', 'eat'])(
  'a picture that makes the decoder %s has no preview, and the next one has',
  async (trap) => {
    const before = await by('before')
    const [caught, ...drawn] = await Promise.allSettled([draw(trap), draw('beside'), draw('waiting'), draw('last')])
    expect(caught).toMatchObject({ status: 'rejected', reason: { name: 'NoPreview', reason: 'too_costly' } })
    expect(drawn.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
    const after = new Set([await by('after'), await by('after')])
    expect(after.has(before)).toBe(false)
  },
)

it('what is no picture is refused, by a process that stays', async () => {
  const before = await by('before')
  await expect(draw('refuse')).rejects.toMatchObject({ name: 'NoPreview', reason: 'damaged' })
  expect(await by('after')).toBe(before)
})

it('ends with the worker, and what was under way is tried again elsewhere', async () => {
  const pid = Number(await by('before'))
  const ended = expect(draw('hang')).rejects.toThrow('The worker is stopping')
  runner.close()
  await ended
  await expect(draw('after')).rejects.toThrow('The worker is stopping')
  await expect.poll(() => isRunning(pid)).toBe(false)
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
