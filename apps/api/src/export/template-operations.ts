import { type Resource, resources } from '@groundwork/domain'
import type { Json } from '../rest/openapi.ts'
import { problemAnswer } from '../rest/openapi-parts.ts'

const binary = { schema: { type: 'string', format: 'binary' } }

const operation = ({ plural, label }: Resource): Json => ({
  get: {
    operationId: `get${plural.replace(/(^|-)(.)/g, (_whole, _dash, letter: string) => letter.toUpperCase())}ImportTemplate`,
    tags: [plural],
    summary: `Get an empty sheet to fill in with ${label} rows, and what its cells may hold`,
    parameters: [
      { name: 'format', in: 'query', schema: { type: 'string', enum: ['xlsx', 'csv'], default: 'xlsx' } },
      { name: 'organization', in: 'query', schema: { type: 'string' } },
    ],
    responses: {
      200: {
        description: 'The sheet',
        content: {
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': binary,
          'text/csv': { schema: { type: 'string' } },
        },
      },
      default: problemAnswer,
    },
  },
})

/** What the document says of templates, for each kind of row that can be brought in. */
export const templateOperations: Readonly<Record<string, Json>> = Object.fromEntries(
  Object.values<Resource>(resources)
    .filter(({ importable }) => importable)
    .map((resource) => [`/api/v1/${resource.plural}/import-template/`, operation(resource)]),
)
