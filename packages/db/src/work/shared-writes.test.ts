import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { SharedWrites } from './shared-writes.ts'

/** Writes of which a test sees what was written together. */
function sharedOf(write: (names: readonly string[]) => void = () => undefined) {
  const commits: string[][] = []
  const shared = new SharedWrites<string>(async (names) => {
    commits.push([...names])
    await Promise.resolve()
    write(names)
  })
  return { shared, commits }
}

describe('writes that several share', () => {
  it('writes together what comes at one moment, and what comes meanwhile', async () => {
    let meanwhile: Promise<unknown> | undefined
    const { shared, commits } = sharedOf((names) => {
      if (names.includes('a')) meanwhile = Promise.all(['c', 'd'].map((name) => shared.add([name])))
    })
    const answered = Promise.resolve()
    await Promise.all([shared.add(['a']), answered.then(() => answered).then(() => shared.add(['b']))])
    await meanwhile
    expect(commits).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    await shared.add(['e'])
    expect(commits.at(-1)).toEqual(['e'])
  })

  it('lets nobody go before their own is written', async () => {
    let second: Promise<number> | undefined
    const { shared, commits } = sharedOf((names) => {
      if (names.includes('a')) second = shared.add(['b']).then(() => commits.length)
    })
    await shared.add(['a'])
    expect(await second).toBe(2)
  })

  it('keeps what cannot be written from none of the others', async () => {
    const { shared } = sharedOf((names) => {
      if (names.includes('bad')) throw new Error('refused')
    })
    const outcomes = await Promise.allSettled(['a', 'b', 'bad', 'c'].map((name) => shared.add([name])))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    await expect(shared.add(['next'])).resolves.toBeUndefined()
  })

  it('does not ask a database that is gone again and again', async () => {
    const { shared, commits } = sharedOf(() => {
      throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })
    })
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((name) => shared.add([name])))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(commits).toEqual([['a', 'b', 'c']])
  })

  it('writes nothing again that took too long', async () => {
    const { shared, commits } = sharedOf(() => {
      throw Object.assign(new pg.DatabaseError('late', 4, 'error'), { code: '57014' })
    })
    const outcomes = await Promise.allSettled(['a', 'b'].map((name) => shared.add([name])))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(commits).toEqual([['a', 'b']])
  })

  it('has nothing to do for those who leave nothing', async () => {
    const { shared, commits } = sharedOf()
    await shared.add([])
    expect(commits).toEqual([])
  })
})
