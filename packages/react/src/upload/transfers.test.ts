import { GroundworkError } from '@groundwork/client'
import { expect, it, vi } from 'vitest'
import { createTransfers, type Send } from './transfers.ts'

const fileOf = (name: string) => new File(['ebb'], name)
const stages = (transfers: ReturnType<typeof createTransfers>) => transfers.snapshot().map(({ stage }) => stage)

it('sends three at a time, and the next when one has arrived', async () => {
  const arrivals: (() => void)[] = []
  const transfers = createTransfers(() => new Promise<void>((resolve) => arrivals.push(resolve)))
  transfers.add(['a', 'b', 'c', 'd'].map(fileOf))
  expect(stages(transfers)).toEqual(['sending', 'sending', 'sending', 'waiting'])

  arrivals[1]?.()
  await vi.waitFor(() => expect(stages(transfers)).toEqual(['sending', 'done', 'sending', 'sending']))
})

it('tells why one failed, and sends it again when asked', async () => {
  const refusal = new GroundworkError({ code: 'too_large', status: 413, detail: 'The file is too large' })
  const send = vi.fn<Send>().mockRejectedValueOnce(refusal).mockResolvedValue(undefined)
  const transfers = createTransfers(send)
  transfers.add([fileOf('a')])
  await vi.waitFor(() =>
    expect(transfers.snapshot()[0]).toMatchObject({ stage: 'failed', reason: 'The file is too large.' }),
  )

  transfers.retry(1)
  await vi.waitFor(() => expect(transfers.snapshot()[0]).toMatchObject({ stage: 'done', sent: 3 }))
})

it('ends one that is cancelled, whether under way or waiting', async () => {
  const send: Send = (_file, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  const transfers = createTransfers(send)
  transfers.add(['a', 'b', 'c', 'd'].map(fileOf))
  transfers.cancel(4)
  transfers.cancel(1)
  await vi.waitFor(() => expect(stages(transfers)).toEqual(['cancelled', 'sending', 'sending', 'cancelled']))
})

it('tells files of folders apart by them, and tells the sender where each stood', async () => {
  const send = vi.fn<Send>().mockResolvedValue(undefined)
  const transfers = createTransfers(send)
  transfers.add([fileOf('a.txt')])
  transfers.add([fileOf('a.txt')], '2026/clips')
  expect(transfers.snapshot().map(({ name }) => name)).toEqual(['a.txt', '2026/clips/a.txt'])
  expect(send.mock.calls.map(([{ name }, { path }]) => [name, path])).toEqual([
    ['a.txt', ''],
    ['a.txt', '2026/clips'],
  ])
})
