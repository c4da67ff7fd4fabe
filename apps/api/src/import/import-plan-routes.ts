import { DataJob, importPlanQuery, importProposal, type Resource } from '@groundwork/domain'
import { proposeImport } from '@groundwork/services'
import { inSnakeCase, presentPlain } from '../rest/present.ts'
import { readCreate } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute } from '../rest/route.ts'

/** `POST /products/import-plan`, of what can be brought in by files. Nothing is made: a body says more than an address can. */
export const importPlanRoutes = (resource: Resource): readonly PrivateRoute[] =>
  resource.importable
    ? [
        {
          access: 'signed-in',
          tag: resource.plural,
          method: 'POST',
          path: `/${resource.plural}/import-plan`,
          summary: `Look at a file before ${resource.label} rows are brought in with it: what was found, and which column means which`,
          describe: { body: importPlanQuery, answer: importProposal },
          run: async (call) => {
            const asked = readCreate(DataJob, importPlanQuery, call)
            const proposal = await proposeImport(call.services, call.work, { target: resource, ...asked })
            // Elsewhere `columns` are what somebody has named; these are ours.
            return ok(presentPlain({ ...proposal, columns: proposal.columns.map(inSnakeCase) }))
          },
        },
      ]
    : []
