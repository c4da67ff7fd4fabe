import { type Resource, resources } from '@groundwork/domain'
import type { Json } from '../rest/openapi.ts'

const text = { type: 'string' }

const operation = ({ plural, label }: Resource): Json => ({
  post: {
    operationId: `post${plural.replace(/(^|-)(.)/g, (_whole, _dash, letter: string) => letter.toUpperCase())}Import`,
    tags: [plural],
    summary: `Bring in a file of ${label} rows; a data job is answered, which waits for the scan of the file`,
    parameters: [{ name: 'organization', in: 'query', schema: text }],
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            required: ['file'],
            properties: {
              organization: text,
              parameters: { type: 'string', description: 'JSON, as the parameters of POST /api/v1/data-jobs/' },
              file: { type: 'string', format: 'binary' },
            },
          },
        },
      },
    },
    responses: {
      202: {
        description: 'The job has been made',
        content: {
          'application/json': { schema: { type: 'object', required: ['job_id'], properties: { job_id: text } } },
        },
      },
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  },
})

/** What the document says of bringing files in, for each kind of row that can be. */
export const importOperations: Readonly<Record<string, Json>> = Object.fromEntries(
  Object.values<Resource>(resources)
    .filter(({ importable }) => importable)
    .map((resource) => [`/api/v1/${resource.plural}/import/`, operation(resource)]),
)
