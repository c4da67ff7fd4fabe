import type { Bench } from '../bench.ts'
import { secondsFor } from '../measure/in-flight.ts'

const batch = 500
const batches = 20
/** As a program would that hands over one batch while the next is on its way. */
const inFlight = 2

/** Rows made in an earlier run of the same lab must not be in the way. */
const run = Date.now().toString(36)

export const productsInBatches: Bench = {
  names: ['create-in-batches'],
  about:
    'products a second that the typed client creates in batches of 500, with audit entries and events, while the worker chains and hands on what they tell',
  run: async ({ gw, organization }, { rounds }) => {
    const rates: number[] = []
    for (let round = 0; round < Math.min(rounds, 3); round++) {
      const seconds = await secondsFor(batches, inFlight, async (turn) => {
        const { rows } = await gw.product.createMany({
          rows: Array.from({ length: batch }, (_, index) => ({
            organization,
            sku: `${run}-${round}-${turn}-${index}`,
            name: `New product ${index}`,
            productType: 'PHYSICAL_GOOD' as const,
            description: 'One of a batch',
          })),
        })
        if (rows.length !== batch) throw new Error(`A batch of ${batch} made ${rows.length}`)
      })
      rates.push((batch * batches) / seconds)
    }
    const best = Math.max(...rates)
    const words = `${rates.map((rate) => Math.round(rate)).join(', ')} rows/s`
    return [{ name: 'create-in-batches', value: best, budget: 1500, sense: 'at least', ours: words, limit: '' }]
  },
}
