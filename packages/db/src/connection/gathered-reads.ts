import type pg from 'pg'
import type { Reach } from './reach.ts'
import { type Ask, askThrough, askTwice } from './run-scoped.ts'
import type { Statement } from './statement.ts'
import { isConnectionLost, isTooSlow } from './translate-error.ts'

/** How to ask for what stands under a key, or under several in one statement. */
export interface KeyedQuestion<Row> {
  /** The key, or a list of them, is the first value. */
  of(keys: readonly string[]): Statement
  /** Under which key a row stands. */
  keyOf(row: Row): string
  /** Rows as arrays of cells; unless told, as objects. */
  readonly rowMode?: 'array'
  /** What `nameOfQuestion` says, where it is asked often enough to be kept. */
  readonly name?: string
}

/** Tells a question from others, whatever the key: the same words with the same values are the same rights. */
export const nameOfQuestion = ({ text, values }: Statement): string => `${text}\n${JSON.stringify(values.slice(1))}`

/** So many different statements leave in one packet: Postgres answers them one after the other. */
const mostInPacket = 8

/**
 * Reads by key of many who look at one moment: those who ask the same way with the same rights ask in one statement, and the statements of
 * all leave in one packet. A folder shows a screen full of pictures, and to be sent a packet and to answer it costs Postgres and
 * us more than to find a row. Nobody waits for others: a moment is what Node has heard of before it sends.
 */
export class GatheredReads {
  /** By reach, and then by what is asked. */
  private groups = new Map<string, Map<string, Group>>()

  constructor(private readonly pool: pg.Pool) {}

  /** Each row is as it stood after this was called. Undefined for what is not there or out of reach. */
  read<Row>(reach: Reach, question: KeyedQuestion<Row>, key: string): Promise<Row | undefined> {
    const name = question.name ?? nameOfQuestion(question.of([key]))
    const group = this.groupsOf(reach).get(name) ?? this.open(name, { reach, question, waiting: [] })
    return new Promise<Row | undefined>((resolve, reject) => {
      group.waiting.push({ key, resolve: resolve as Waiting['resolve'], reject })
    })
  }

  private groupsOf(reach: Reach): Map<string, Group> {
    const list = reach.kind === 'system' ? '' : reach.list
    const known = this.groups.get(list)
    if (known) return known
    if (!this.groups.size) setImmediate(() => this.send())
    const groups = new Map<string, Group>()
    this.groups.set(list, groups)
    return groups
  }

  private open(name: string, group: Group): Group {
    this.groupsOf(group.reach).set(name, group)
    return group
  }

  private send(): void {
    const groups = [...this.groups.values()].flatMap((ofReach) => [...ofReach.values()])
    this.groups = new Map()
    for (let from = 0; from < groups.length; from += mostInPacket) {
      const ask = askThrough(this.pool)
      for (const group of groups.slice(from, from + mostInPacket)) void answer(ask, group)
    }
  }
}

interface Waiting {
  readonly key: string
  readonly resolve: (row: unknown) => void
  readonly reject: (error: unknown) => void
}

interface Group {
  readonly reach: Reach
  readonly question: KeyedQuestion<never>
  readonly waiting: Waiting[]
}

/** A key that cannot be asked for keeps none of the others from their answer. What took too long would again, for each of them. */
async function answer(ask: Ask, { reach, question, waiting }: Group): Promise<void> {
  const keys = [...new Set(waiting.map(({ key }) => key))]
  const { rowMode } = question
  try {
    const rows = await askTwice<never>(ask, {
      ...question.of(keys),
      reach,
      access: 'read',
      ...(rowMode && { rowMode }),
    })
    const found = new Map(rows.map((row) => [question.keyOf(row), row]))
    for (const { key, resolve } of waiting) resolve(found.get(key))
  } catch (error) {
    if (keys.length === 1 || isConnectionLost(error) || isTooSlow(error))
      for (const { reject } of waiting) reject(error)
    else await Promise.all(waiting.map((each) => answer(ask, { reach, question, waiting: [each] })))
  }
}
