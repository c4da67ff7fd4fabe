import { jobNames, jobs } from '@groundwork/domain'
import type { TestProject } from 'vitest/node'
import { adminPassword } from './admin-password.ts'
import { type Seeded, seed } from './seed.ts'
import { type KeptStack, startTestStack, type TestStack } from './start-test-stack.ts'
import { until } from './until.ts'

interface KeptHarbour extends Omit<Seeded, 'gw'> {
  readonly kept: KeptStack
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly harbour: KeptHarbour
  }
}

const redisNumber = 63

/** vitest's global setup of the browser tests: one installation is filled with sample rows, and each suite gets a copy of it. */
export async function setup(project: TestProject): Promise<void> {
  const stack = await startTestStack(redisNumber)
  const { gw, ...harbour } = await seed(stack.url, adminPassword)
  await gw.close()
  await until(() => isIdle(stack))
  project.provide('harbour', { ...harbour, kept: await stack.keep() })
}

const triggers = jobNames.flatMap((handler) => jobs[handler].on.map((topic) => ({ handler, topic })))

/** Whether every file has been scanned and has all its previews: no copy begins with work left over. */
async function isIdle({ sql }: TestStack): Promise<boolean> {
  const [due] = await sql(
    `select from outbox_event event
       left join unnest($1::text[], $2::text[]) job(handler, topic) on job.topic = event.topic
       left join effect on effect.event_id = event.id and effect.handler = job.handler
     where event.dispatched_at is null or job.handler is not null and effect.event_id is null limit 1`,
    [triggers.map(({ handler }) => handler), triggers.map(({ topic }) => topic)],
  )
  return due === undefined
}
