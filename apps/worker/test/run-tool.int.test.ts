import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openToolRunner, type Tool, type ToolRunner } from '../src/preview/tool/run-tool.ts'

let directory: string
let runner: ToolRunner

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'groundwork-tools-'))
})
afterAll(() => rm(directory, { recursive: true }))
beforeEach(async () => {
  runner = await openToolRunner()
})
afterEach(() => runner.close())

const shell = (script: string, changes: Partial<Tool> = {}) =>
  runner.run({
    program: 'sh',
    args: ['-c', script],
    directory,
    memoryMegabytes: 200,
    cpuSeconds: 5,
    wallMs: 20_000,
    ...changes,
  })

const tooCostly = { name: 'NoPreview', reason: 'too_costly' }

/** Whether a process that wrote its id here still runs. One that has ended and that nobody has asked after does not. */
async function isRunning(file: string): Promise<boolean> {
  const pid = (await readFile(join(directory, file), 'utf8')).trim()
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z')
  return !/\) Z/.test(state)
}

describe('a program that reads strangers’ files', () => {
  it('answers, and is told none of our secrets', async () => {
    process.env.GROUNDWORK_SECRET_OF_TEST = 'classified'
    const { code, output } = await shell('env; pwd')
    expect(code).toBe(0)
    expect(output.toString()).toContain(`HOME=${directory}`)
    expect(output.toString()).toMatch(new RegExp(`${directory}\n$`))
    expect(output.toString()).not.toContain('classified')
    delete process.env.GROUNDWORK_SECRET_OF_TEST
  })

  it('is ended when it takes too long, with all that it started', async () => {
    const script = 'sleep 60 & echo $! > child.pid; wait'
    await expect(shell(script, { wallMs: 300 })).rejects.toMatchObject(tooCostly)
    await expect.poll(() => isRunning('child.pid')).toBe(false)
  })

  it('is ended when it computes for too long', async () => {
    await expect(shell('while :; do :; done', { cpuSeconds: 1 })).rejects.toMatchObject(tooCostly)
  })

  it('gets no more memory than it may have', async () => {
    const greedy = 'const all = []; for (;;) all.push(Buffer.alloc(50_000_000, 1))'
    await writeFile(join(directory, 'greedy.cjs'), greedy)
    const { code } = await shell(`"${process.execPath}" greedy.cjs`).catch(() => ({ code: -1 }))
    expect(code).not.toBe(0)
  })

  it('is ended when it never stops talking', async () => {
    await expect(shell('yes', { maxOutputBytes: 10_000 })).rejects.toMatchObject(tooCostly)
  })

  it('ends with the worker, and is tried again elsewhere', async () => {
    const run = shell('echo $$ > own.pid; sleep 60')
    const ended = expect(run).rejects.toThrow('The worker is stopping')
    await expect.poll(() => readFile(join(directory, 'own.pid'), 'utf8').catch(() => '')).not.toBe('')
    runner.close()
    await ended
    await expect.poll(() => isRunning('own.pid')).toBe(false)
    await expect(shell('true')).rejects.toThrow('The worker is stopping')
  })

  it('reaches nobody, where the kernel can keep it from the network', async () => {
    const { output } = await shell('cat /proc/net/dev')
    const { code } = await shell('unshare --user --map-current-user --net -- true')
    const names = output
      .toString()
      .match(/^ *\w+(?=:)/gm)
      ?.map((name) => name.trim())
    if (code === 0) expect(names).toEqual(['lo'])
  })
})
