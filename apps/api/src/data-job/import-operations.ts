import type { Resource } from '@groundwork/domain'
import type { Json } from '../rest/openapi.ts'
import { formWithFile, problemAnswer } from '../rest/openapi-parts.ts'
import { importable, importFormFields } from './import-form.ts'

const text = { type: 'string' }

const operation = ({ plural, label }: Resource): Json => ({
  post: {
    operationId: `post${plural.replace(/(^|-)(.)/g, (_whole, _dash, letter: string) => letter.toUpperCase())}Import`,
    tags: [plural],
    summary: `Bring in a file of ${label} rows; a data job is answered, which waits for the scan of the file`,
    parameters: [{ name: 'organization', in: 'query', schema: text }],
    requestBody: formWithFile(importFormFields),
    responses: {
      202: {
        description: 'The job has been made',
        content: {
          'application/json': { schema: { type: 'object', required: ['job_id'], properties: { job_id: text } } },
        },
      },
      default: problemAnswer,
    },
  },
})

/** What the document says of bringing files in, for each kind of row that can be. */
export const importOperations: Readonly<Record<string, Json>> = Object.fromEntries(
  importable.map((resource) => [`/api/v1/${resource.plural}/import/`, operation(resource)]),
)
