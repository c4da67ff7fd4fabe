import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isAlive } from './end-process.mjs'
import { root } from './paths.mjs'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launch test ')) // With spaces, as people's folders have.
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a program of its own that launches another, which prints its number and then lives on until it is stopped. */
async function startParent() {
  const lib = (name) => JSON.stringify(join(root, 'scripts', 'lib', name))
  const program = `
    import { launch } from ${lib('launch.mjs')}
    import { guardian } from ${lib('guardian.mjs')}
    guardian.removeAtEnd(${JSON.stringify(join(folder, 'disposable'))})
    const args = ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)']
    const service = launch({ name: 'child', command: process.execPath, args, logFile: ${JSON.stringify(join(folder, 'log'))},
      onLine: (line) => console.log(line) })
    process.on('SIGTERM', async () => { await service.stop(); console.log(await service.ended); process.exit(0) })`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(parent.stdout, 'data')
  return { parent, childPid: Number(String(line)) }
}

it('stops what it launched when it is asked to', async () => {
  const { parent, childPid } = await startParent()
  parent.kill('SIGTERM')
  const [said] = await once(parent.stdout, 'data')
  expect(String(said)).toContain('signal SIGTERM')
  expect(isAlive(childPid)).toBe(false)
})

it('leaves nothing behind when it is killed', async () => {
  const { parent, childPid } = await startParent()
  expect(isAlive(childPid)).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => isAlive(childPid), { timeout: 10_000 }).toBe(false)
  await expect.poll(() => existsSync(join(folder, 'disposable')), { timeout: 10_000 }).toBe(false)
})
