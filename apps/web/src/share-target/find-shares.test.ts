import { expect, it } from 'vitest'
import { findShares } from './find-shares.ts'
import { memoryShareStore } from './memory-share-store.ts'
import { keptMs } from './received-share.ts'

const arrived = { id: 'arrived', receivedAt: 10, files: [{ name: 'receipt.jpg', bytes: 7 }] }
const ada = { user: 'ada', mayAdd: true, marker: undefined, now: 20 }
const jonas = { ...ada, user: 'jonas' }
const at = { marker: arrived.id }

it('files that have just come are theirs who is signed in there, and stay so after a reload', async () => {
  const store = memoryShareStore([arrived])
  const hers = { ...arrived, user: 'ada' }
  expect(await findShares({ ...ada, ...at }, store)).toEqual({ waiting: [hers] })
  expect(await findShares(ada, store)).toEqual({ waiting: [hers] })
})

it('the next person at the device sees nothing of them, not even at the very same address', async () => {
  const store = memoryShareStore([arrived])
  await findShares({ ...ada, ...at }, store)
  expect(await findShares(jonas, store)).toEqual({ waiting: [] })
  expect(await findShares({ ...jonas, ...at }, store)).toEqual({ waiting: [], trouble: 'gone' })
  expect((await findShares(ada, store)).waiting).toHaveLength(1)
})

it('what came while nobody was signed in is shown only where it came', async () => {
  const store = memoryShareStore([arrived])
  expect(await findShares(jonas, store)).toEqual({ waiting: [] })
  expect((await findShares({ ...ada, ...at }, store)).waiting).toHaveLength(1)
})

it('after a day it is gone, and that is said', async () => {
  const store = memoryShareStore([arrived])
  expect(await findShares({ ...ada, ...at, now: arrived.receivedAt + keptMs }, store)).toEqual({
    waiting: [],
    trouble: 'gone',
  })
  expect(await store.all()).toEqual([])
})

it.each(['unready', 'empty', 'unkept'] as const)('%s is told, beside what waits from before', async (marker) => {
  const store = memoryShareStore([{ ...arrived, user: 'ada' }])
  expect(await findShares({ ...ada, marker }, store)).toMatchObject({ waiting: [{ id: 'arrived' }], trouble: marker })
})

it('somebody who may not add files anywhere is told so, and nothing stays', async () => {
  const store = memoryShareStore([arrived])
  expect(await findShares({ ...ada, ...at, mayAdd: false }, store)).toEqual({ waiting: [], trouble: 'forbidden' })
  expect(await store.all()).toEqual([])
})

it('where the browser keeps nothing, only what the address says is told', async () => {
  const shut = { ...memoryShareStore(), all: () => Promise.reject(new Error('a private window')) }
  expect(await findShares(ada, shut)).toEqual({ waiting: [] })
  expect(await findShares({ ...ada, marker: 'unready' }, shut)).toEqual({ waiting: [], trouble: 'unready' })
})
