import { expect, it } from 'vitest'
import { SeparateWrites } from './separate-writes.ts'

it('lets nobody wait for the writes of another, and keeps nothing of who is done', async () => {
  const commits: string[][] = []
  let goOn: () => void = () => undefined
  const slow = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const writes = new SeparateWrites<string>(async (names) => {
    commits.push([...names])
    if (names.includes('slow')) await slow
    if (names.includes('bad')) throw new Error('refused')
  })
  const held = [writes.add('one', ['slow'])]
  await writes.add('other', ['quick'])
  held.push(...['b', 'c'].map((name) => writes.add('one', [name])))
  await expect(writes.add('third', ['bad'])).rejects.toThrow('refused')
  await expect.poll(() => writes.owners).toBe(1)
  expect(commits).toEqual([['slow'], ['quick'], ['bad']])

  goOn()
  await Promise.all(held)
  expect(commits.at(-1)).toEqual(['b', 'c'])
  await expect.poll(() => writes.owners).toBe(0)
  await writes.add('one', [])
  expect(writes.owners).toBe(0)
})
