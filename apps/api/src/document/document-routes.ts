import { Document, newEdition } from '@groundwork/domain'
import { addDocumentEdition } from '@groundwork/services'
import { presentRest } from '../rest/present.ts'
import { idOf, readValues } from '../rest/resource-routes.ts'
import { created, type PrivateRoute } from '../rest/route.ts'

export const documentRoutes: readonly PrivateRoute[] = [
  {
    method: 'POST',
    path: '/documents/{id}/versions',
    tag: Document.plural,
    summary: 'Make the next version of a document, with another file',
    describe: { body: newEdition, answer: Document.read, status: 201 },
    access: 'signed-in',
    run: async ({ services, work, params, body }) =>
      created(
        presentRest(Document, await addDocumentEdition(services, work, idOf(params), readValues(newEdition, body))),
      ),
  },
]
