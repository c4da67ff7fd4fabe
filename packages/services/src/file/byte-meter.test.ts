import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { ByteMeter } from './byte-meter.ts'

const bytes = Buffer.from('some bytes')
const sourceOf = () => Readable.from([bytes], { objectMode: false })
const anyNumber = async (total: number) => total

it('passes bytes on and learns what they are', async () => {
  const meter = new ByteMeter(100, anyNumber)
  expect(await buffer(sourceOf().pipe(meter))).toEqual(bytes)
  expect(meter.bytes).toBe(bytes.length)
  expect(meter.tail()).toEqual(bytes)
})

it('lets nobody have them whole before that may be', async () => {
  const order: string[] = []
  let allow = () => {}
  const mayEnd = new Promise<void>((resolve) => {
    allow = resolve
  }).then(() => void order.push('may end'))
  const meter = sourceOf().pipe(new ByteMeter(100, anyNumber, () => mayEnd))
  meter.once('data', () => {
    order.push('bytes')
    setImmediate(allow)
  })
  await buffer(meter)
  order.push('whole')
  expect(order).toEqual(['bytes', 'may end', 'whole'])
})

it('fails with what kept it from ending', async () => {
  const meter = sourceOf().pipe(new ByteMeter(100, anyNumber, () => Promise.reject(new Error('not noted'))))
  await expect(buffer(meter)).rejects.toThrow('not noted')
})
