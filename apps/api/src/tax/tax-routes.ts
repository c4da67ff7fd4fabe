import { taxAnswer, taxQuestion } from '@groundwork/domain'
import { calculateTax } from '@groundwork/services'
import { presentPlain } from '../rest/present.ts'
import { readValues } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute } from '../rest/route.ts'

export const taxRoutes: readonly PrivateRoute[] = [
  {
    access: 'signed-in',
    method: 'POST',
    path: '/tax-rates/calculate',
    tag: 'tax-rates',
    summary: 'What is due on the lines of a document',
    describe: { body: taxQuestion, answer: taxAnswer },
    run: async ({ services, work, body }) =>
      ok(presentPlain(await calculateTax(services, work, readValues(taxQuestion, body)))),
  },
]
