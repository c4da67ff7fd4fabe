import { type DomainError, isDomainError } from '@groundwork/domain'
import { expect } from 'vitest'
import type { UnitOfWork, WorkContext } from '../../src/index.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { worldIn } from './world.ts'

/** Two organizations, and somebody who may do anything in one of them. */
export async function createEngineScene() {
  const test = await createTestDatabase()
  const world = worldIn(test.database)
  const ours = (await world.organization()).id
  const theirs = (await world.organization()).id
  const context = await world.caller([ours])
  const work = <Result>(use: (work: UnitOfWork) => Promise<Result>, as: WorkContext = context) =>
    test.database.withUnitOfWork(as, use)
  const { audit, events } = journalIn(test)
  return { test, world, ours, theirs, context, work, audit, events }
}

/** What was told of a row. */
function journalIn(test: TestDatabase) {
  const audit = (objectId: string) =>
    test.sql<{
      action: string
      changes: object
      actor_label: string
      organization_id: string
      object_repr: string
      context: object
    }>(
      'select action_type as action, changes, actor_label, organization_id, object_repr, context from audit_entry where object_id = $1 order by created_at, id',
      [objectId],
    )
  const events = (objectId: string) =>
    test.sql<{ topic: string; payload: object; organization_id: string }>(
      'select topic, payload, organization_id from outbox_event where object_id = $1 order by created_at, id',
      [objectId],
    )
  return { audit, events }
}

export type EngineScene = Awaited<ReturnType<typeof createEngineScene>>

/** How an attempt was refused: anything else fails the test. */
export const refusal = (attempt: Promise<unknown>): Promise<DomainError> =>
  attempt.then(
    () => expect.unreachable('it was not refused'),
    (error: unknown) => (isDomainError(error) ? error : expect.unreachable(String(error))),
  )
