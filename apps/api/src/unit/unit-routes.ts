import { convertedValue, unitConversion } from '@groundwork/domain'
import { convertUnits } from '@groundwork/services'
import { presentPlain } from '../rest/present.ts'
import { readValues } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute } from '../rest/route.ts'

export const unitRoutes: readonly PrivateRoute[] = [
  {
    access: 'signed-in',
    method: 'POST',
    path: '/uoms/convert',
    tag: 'uoms',
    summary: 'Count in one unit what was counted in another',
    describe: { body: unitConversion, answer: convertedValue },
    run: async ({ services, work, body }) =>
      ok(presentPlain(await convertUnits(services, work, readValues(unitConversion, body)))),
  },
]
