import { expect, it } from 'vitest'
import { PARTS_UNDER_WAY, PartSending } from './part-sending.ts'

/** A store whose puts a test lets end one by one. */
function storeOf() {
  const puts = new Map<number, { end: () => void; fail: (error: Error) => void }>()
  const arrived: number[] = []
  const sending = new PartSending<number>({
    from: 1,
    put: (number) => new Promise((resolve, reject) => puts.set(number, { end: () => resolve(number), fail: reject })),
    arrived: async (number) => {
      arrived.push(number)
    },
  })
  const put = (number: number) => puts.get(number) ?? expect.unreachable(`Part ${number} was not sent`)
  return { sending, put, puts, arrived }
}

const part = Buffer.from('part')

it('sends the next part before the last one is there, and no more than may be', async () => {
  const { sending, put, puts } = storeOf()
  for (let number = 1; number <= PARTS_UNDER_WAY; number++) await sending.send(part)
  const next = sending.send(part)
  expect([...puts.keys()]).toEqual([1, 2])
  put(1).end()
  await next
  expect([...puts.keys()]).toEqual([1, 2, 3])
})

it('counts parts in their order, whichever is there first', async () => {
  const { sending, put, arrived } = storeOf()
  await sending.send(part)
  await sending.send(part)
  put(2).end()
  await Promise.resolve()
  expect(arrived).toEqual([])
  put(1).end()
  await sending.allThere()
  expect(arrived).toEqual([1, 2])
})

it('counts none behind one that is lost, and tells whoever sends more, or ends', async () => {
  const { sending, put, arrived } = storeOf()
  await sending.send(part)
  await sending.send(part)
  put(2).end()
  put(1).fail(new Error('lost'))
  await expect(sending.send(part)).rejects.toThrow('lost')
  await expect(sending.allThere()).rejects.toThrow('lost')
  await sending.over()
  expect(arrived).toEqual([])
})

it('is over only when the store has let go of every part', async () => {
  const { sending, put } = storeOf()
  await sending.send(part)
  await sending.send(part)
  put(1).fail(new Error('lost'))
  let isOver = false
  const over = sending.over().then(() => {
    isOver = true
  })
  await expect(sending.allThere()).rejects.toThrow('lost')
  expect(isOver).toBe(false)
  put(2).end()
  await over
})
