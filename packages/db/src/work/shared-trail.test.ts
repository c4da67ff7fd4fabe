import { describe, expect, it } from 'vitest'
import type { Line } from './journal.ts'
import { SharedTrail } from './shared-trail.ts'

const lineOf = (name: string): Line[] => [{ entry: [name] }]
const namesOf = (lines: readonly Line[]) => lines.map(({ entry }) => String(entry?.[0]))

/** A trail whose writes a test lets through one after the other. */
function trailOf(write: (names: readonly string[]) => void = () => undefined) {
  const commits: string[][] = []
  const trail = new SharedTrail(async (lines) => {
    commits.push(namesOf(lines))
    await Promise.resolve()
    write(namesOf(lines))
  })
  return { trail, commits }
}

describe('a trail that several share', () => {
  it('writes at once what comes alone, and together what comes meanwhile', async () => {
    const { trail, commits } = trailOf()
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => trail.add(lineOf(name))))
    expect(commits).toEqual([['a'], ['b', 'c', 'd']])
    await trail.add(lineOf('e'))
    expect(commits.at(-1)).toEqual(['e'])
  })

  it('lets nobody go before their own entry is written', async () => {
    const { trail, commits } = trailOf()
    const first = trail.add(lineOf('a'))
    const second = trail.add(lineOf('b')).then(() => commits.length)
    await first
    expect(await second).toBe(2)
  })

  it('keeps an entry that cannot be written from none of the others', async () => {
    const { trail } = trailOf((names) => {
      if (names.includes('bad')) throw new Error('refused')
    })
    const outcomes = await Promise.allSettled(['a', 'b', 'bad', 'c'].map((name) => trail.add(lineOf(name))))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    await expect(trail.add(lineOf('next'))).resolves.toBeUndefined()
  })

  it('does not ask a database that is gone again and again', async () => {
    const { trail, commits } = trailOf(() => {
      throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })
    })
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((name) => trail.add(lineOf(name))))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(commits).toHaveLength(2)
  })

  it('has nothing to do for those who leave nothing', async () => {
    const { trail, commits } = trailOf()
    await trail.add([])
    expect(commits).toEqual([])
  })
})
