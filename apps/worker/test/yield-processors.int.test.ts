import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { constants } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { yieldSession } from '../src/yield-processors.ts'

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function waiting(detached: boolean): number {
  const child = spawn('sleep', ['60'], { detached, stdio: 'ignore' })
  children.push(child)
  return child.pid ?? 0
}

/** Null where processors are not shared out by session. */
async function niceOfSession(pid: number): Promise<number | null> {
  const told = await readFile(`/proc/${pid}/autogroup`, 'utf8').catch(() => '')
  const [, nice] = /nice (-?\d+)/.exec(told) ?? []
  return nice === undefined ? null : Number(nice)
}

describe('whoever yields processors', () => {
  it('yields to other sessions as well', async () => {
    const pid = waiting(true)
    const before = await niceOfSession(pid)
    yieldSession(pid)
    expect(await niceOfSession(pid)).toBe(before === null ? null : constants.priority.PRIORITY_BELOW_NORMAL)
  })

  it('leaves a session alone that it does not lead', async () => {
    const pid = waiting(false)
    const before = await niceOfSession(pid)
    yieldSession(pid)
    expect(await niceOfSession(pid)).toBe(before)
  })

  it('tries again where the system lets too many at once wait', async () => {
    const refusals = [1, 2]
    const written = new Promise<string>((resolve) => {
      yieldSession(waiting(true), (path) => {
        if (refusals.pop()) throw Object.assign(new Error('not yet'), { code: 'EAGAIN' })
        resolve(path)
      })
    })
    expect(await written).toMatch(/autogroup$/)
    expect(refusals).toEqual([])
  })

  it('goes on where that is refused', () => {
    expect(() => yieldSession(2 ** 30)).not.toThrow()
  })

  it('is of lower priority from then on, in a session of its own too', async () => {
    const module = pathToFileURL(join(import.meta.dirname, '../src/yield-processors.ts')).href
    const script = `import { getPriority } from 'node:os'
      import { readFileSync } from 'node:fs'
      import { yieldProcessors } from '${module}'
      yieldProcessors()
      const isShared = ${(await niceOfSession(process.pid)) === null}
      console.log(getPriority(), isShared || readFileSync('/proc/self/autogroup', 'utf8').includes('nice 10'))`
    const args = ['--import', 'tsx', '--input-type=module', '-e', script]
    const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    expect(await text(child.stdout)).toBe('10 true\n')
  })
})
