import { describe, expect, it } from 'vitest'
import { PartQueue } from './part-queue.ts'

describe('parts of a form', () => {
  it('come in their order, whether they are waited for or wait', async () => {
    const parts = new PartQueue<string>()
    const first = parts.next()
    parts.add('stat')
    parts.add('recap')
    parts.close()
    expect([await first, await parts.next(), await parts.next(), await parts.next()]).toEqual([
      'stat',
      'recap',
      null,
      null,
    ])
  })

  it('end for whoever waits', async () => {
    const parts = new PartQueue<string>()
    const next = parts.next()
    parts.close()
    expect(await next).toBeNull()
  })

  it('end by what went wrong, for whoever waits and whoever asks later; what had come is handed out first', async () => {
    const parts = new PartQueue<string>()
    parts.add('stat')
    parts.close(new Error('broken off'))
    parts.close()
    expect(await parts.next()).toBe('stat')
    await expect(parts.next()).rejects.toThrow('broken off')

    const waiting = new PartQueue<string>()
    const next = waiting.next()
    waiting.close(new Error('malformed'))
    await expect(next).rejects.toThrow('malformed')
  })
})
