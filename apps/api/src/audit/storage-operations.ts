import { fileOperations } from '@groundwork/services'
import type { Json } from '../rest/openapi.ts'

const text = { type: 'string' }
const optional = (type: string) => ({ type: [type, 'null'] })
const query = (name: string, schema: Json) => ({ name, in: 'query', schema })
const operation = { enum: Object.keys(fileOperations) }

const log: Json = {
  type: 'object',
  properties: {
    id: text,
    user_id: optional('string'),
    role: optional('string'),
    timestamp: { type: 'string', format: 'date-time' },
    action_type: operation,
    file_path: optional('string'),
    related_object_type: optional('string'),
    related_object_id: optional('string'),
    metadata: { type: 'object', properties: { file_size: optional('integer'), mime_type: optional('string') } },
    success: { enum: ['true', 'false'] },
  },
}

/** What the document says of the storage service's paths, which do not lie below /api/v1. */
export const storageOperations: Readonly<Record<string, Json>> = {
  '/api/storage/audit-logs': {
    get: {
      operationId: 'getStorageAuditLogs',
      tags: ['storage'],
      summary: 'List what was done with files, the newest first',
      parameters: [
        query('file_path', text),
        query('action_type', operation),
        query('user_id', text),
        query('start', text),
        query('end', text),
        query('limit', { type: 'integer', minimum: 1, maximum: 1000, default: 100 }),
      ],
      responses: {
        200: {
          description: 'The lines',
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  success: { const: true },
                  logs: { type: 'array', items: log },
                  count: { type: 'integer' },
                },
              },
            },
          },
        },
        default: {
          description: 'A problem',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  },
}
