import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { GatheredReads, type KeyedQuestion } from './gathered-reads.ts'
import type { Step } from './joined-query.ts'
import type { Reach } from './reach.ts'

interface Sent {
  /** The last one is the question; the reach stands in front of it. */
  readonly steps: readonly Step[]
  readonly callback: (error: Error | null, result: { rows: unknown[] }) => void
}

const questionIn = ({ steps }: Sent): Step => steps.at(-1) ?? { text: '', values: [] }

/** One, or a list as Postgres is sent it. */
const keysIn = (value: unknown): string[] =>
  String(value).startsWith('{') ? JSON.parse(`[${String(value).slice(1, -1)}]`) : [String(value)]

/** Reads through a pool of which a test sees every packet; a thing's row is its key and a word. */
function world(refuses: (keys: readonly string[]) => boolean = () => false, refusal = new Error('refused')) {
  const packets: Sent[][] = []
  const stream = { cork: () => packets.push([]), uncork: () => undefined }
  const query = (sent: Sent) => {
    packets.at(-1)?.push(sent)
    const keys = keysIn(questionIn(sent).values[0])
    setImmediate(() => {
      if (refuses(keys)) sent.callback(refusal, { rows: [] })
      else
        sent.callback(null, { rows: keys.filter((key) => key !== 'none').map((key) => ({ key, word: `of ${key}` })) })
    })
  }
  const pool = {
    connect: (done: (...given: unknown[]) => void) =>
      process.nextTick(() => done(undefined, { connection: { stream }, query }, () => undefined)),
  }
  return { reads: new GatheredReads(pool as unknown as pg.Pool), packets }
}

const reach: Reach = { kind: 'organizations', list: '{a}' }
const question = (owner = 'me'): KeyedQuestion<{ key: string; word: string }> => ({
  of: (keys) => ({ text: keys.length === 1 ? 'one' : 'several', values: [keys.length === 1 ? keys[0] : keys, owner] }),
  keyOf: ({ key }) => key,
})
const shapes = (packets: readonly Sent[][]) =>
  packets.map((packet) =>
    packet.map(questionIn).map(({ text, values }) => [text, text === 'one' ? values[0] : keysIn(values[0])]),
  )

describe('reads by key', () => {
  it('asks alone for what one asks alone', async () => {
    const { reads, packets } = world()
    expect(await reads.read(reach, question(), 'x')).toEqual({ key: 'x', word: 'of x' })
    expect(await reads.read(reach, question(), 'none')).toBeUndefined()
    expect(shapes(packets)).toEqual([[['one', 'x']], [['one', 'none']]])
  })

  it('asks in one statement for what several ask at one moment, for each key once, and gives each their own', async () => {
    const { reads, packets } = world()
    const found = await Promise.all(['x', 'y', 'x', 'none'].map((key) => reads.read(reach, question(), key)))
    expect(found.map((row) => row?.word)).toEqual(['of x', 'of y', 'of x', undefined])
    expect(shapes(packets)).toEqual([[['several', ['x', 'y', 'none']]]])
  })

  it('mixes neither rights nor questions, but sends them together', async () => {
    const { reads, packets } = world()
    await Promise.all([
      reads.read(reach, question(), 'x'),
      reads.read({ kind: 'organizations', list: '{b}' }, question(), 'x'),
      reads.read({ kind: 'system' }, question(), 'x'),
      reads.read(reach, question('you'), 'x'),
    ])
    expect(shapes(packets)).toEqual([Array.from({ length: 4 }, () => ['one', 'x'])])
  })

  it('spreads many different statements over several connections', async () => {
    const { reads, packets } = world()
    await Promise.all(Array.from({ length: 20 }, (_, at) => reads.read(reach, question(`${at}`), 'x')))
    expect(packets.map(({ length }) => length)).toEqual([8, 8, 4])
  })

  it('lets no key that cannot be asked for spoil the others', async () => {
    const { reads } = world((keys) => keys.includes('bad'))
    const outcomes = await Promise.allSettled(['x', 'bad', 'y'].map((key) => reads.read(reach, question(), key)))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('asks nothing again that took too long', async () => {
    const { reads, packets } = world(
      () => true,
      Object.assign(new pg.DatabaseError('late', 4, 'error'), { code: '57014' }),
    )
    const outcomes = await Promise.allSettled(['x', 'y'].map((key) => reads.read(reach, question(), key)))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(packets).toHaveLength(1)
  })

  it('refuses a value that cannot be sent to whoever asks with it', async () => {
    const { reads } = world()
    const unfit = {
      toPostgres: () => {
        throw new Error('has no end')
      },
    }
    const of = (keys: readonly string[]) => ({ text: 'one', values: [keys[0], unfit] })
    const outcomes = await Promise.allSettled([
      reads.read(reach, question(), 'x'),
      reads.read(reach, { ...question(), of }, 'x'),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })
})
