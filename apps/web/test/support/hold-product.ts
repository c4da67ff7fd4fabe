import { stack } from './signed-in.ts'
import { until } from './until.ts'

interface HeldProduct {
  /** Waits until a job stands in front of it. */
  readonly untilMet: () => Promise<void>
  readonly letGo: () => Promise<void>
}

/** Lets nobody change one product: a job that comes to it stays under way until it is let go on. */
export async function holdProduct(sku: string): Promise<HeldProduct> {
  await stack.sql('begin')
  await stack.sql('select from product where sku = $1 for update', [sku])
  const isMet = async () => {
    const waiting = await stack.sql(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return waiting.length > 0
  }
  return {
    untilMet: () => until(isMet),
    letGo: async () => {
      await stack.sql('rollback')
    },
  }
}
