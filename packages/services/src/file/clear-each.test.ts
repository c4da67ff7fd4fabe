import { pino } from 'pino'
import { expect, it } from 'vitest'
import { clearEach } from './clear-each.ts'

it('clears the others away where one fails, and tries that one once', async () => {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  let waiting = ['broken', 'one', 'two'].map((id) => ({ id }))
  const tried: string[] = []
  const cleared = await clearEach(
    { log },
    {
      what: 'thing',
      take: async () => waiting[0] ?? null,
      clear: async (item) => {
        tried.push(item.id)
        const rest = waiting.filter(({ id }) => id !== item.id)
        waiting = item.id === 'broken' ? [...rest, item] : rest
        if (item.id === 'broken') throw new Error('out of order')
      },
    },
  )
  expect([cleared, tried, waiting]).toEqual([2, ['broken', 'one', 'two'], [{ id: 'broken' }]])
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ id: 'broken', err: expect.objectContaining({ message: 'out of order' }) }),
  ])
})
