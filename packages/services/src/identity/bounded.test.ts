import { expect, it } from 'vitest'
import { bounded } from './bounded.ts'

it('runs no more than allowed at a time, and all of them in the end', async () => {
  const limited = bounded({ atOnce: 2, waiting: 10 })
  let running = 0
  let most = 0
  const work = async () => {
    running += 1
    most = Math.max(most, running)
    await Promise.resolve()
    running -= 1
    return running
  }
  await Promise.all(Array.from({ length: 8 }, () => limited(work)))
  expect(most).toBe(2)
  expect(running).toBe(0)
})

it('refuses what would wait too long', async () => {
  const limited = bounded({ atOnce: 1, waiting: 1 })
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  const [first, second] = [limited(() => promise), limited(() => promise)]
  await expect(limited(() => promise)).rejects.toMatchObject({ code: 'unavailable' })
  resolve()
  await Promise.all([first, second])
})

it('gives its place back after a failure', async () => {
  const limited = bounded({ atOnce: 1, waiting: 0 })
  await expect(limited(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await expect(limited(() => Promise.resolve('fine'))).resolves.toBe('fine')
})
