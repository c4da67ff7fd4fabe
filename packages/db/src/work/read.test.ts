import { randomUUID } from 'node:crypto'
import { Product } from '@groundwork/domain'
import { expect, it } from 'vitest'
import type { KeyedQuestion } from '../connection/gathered-reads.ts'
import { asSystem } from './contract.ts'
import { findRow, type ReadSession } from './read.ts'

it('asks for whichever key it is to ask for, also for one of somebody who asked with it', async () => {
  const [own, other] = [randomUUID(), randomUUID()]
  const asked: unknown[] = []
  const session: ReadSession = {
    actor: asSystem('test').actor,
    run: async () => [],
    byKey: async <Row>({ of }: KeyedQuestion<Row>, key: string) => {
      for (const keys of [[key], [other], [key, other]]) asked.push(of(keys).values[0])
      return undefined
    },
  }
  expect(await findRow(session, Product, own)).toBeNull()
  expect(asked).toEqual([own, other, [own, other]])
})
