import { StoredFile } from '@groundwork/domain'
import { type Json, schemaOf } from '../rest/openapi.ts'

const text = { type: 'string' }
const id = { name: 'id', in: 'path', required: true, schema: text }
const problem = {
  description: 'A problem',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}
const bytes = (types: string) => ({ content: { [types]: { schema: { type: 'string', format: 'binary' } } } })
const query = (name: string, schema: Json = text) => ({ name, in: 'query', schema })

const read = (operationId: string, summary: string, more: Json = {}): Json => ({
  get: {
    operationId,
    tags: ['files'],
    summary,
    parameters: [id],
    responses: { 200: { description: 'The bytes', ...bytes('*/*') }, default: problem },
    ...more,
  },
})

/** What the document says of the addresses that move bytes, which no schema of ours describes. */
export const byteOperations: Readonly<Record<string, Json>> = {
  '/api/v1/files/upload/': {
    post: {
      operationId: 'postFilesUpload',
      tags: ['files'],
      summary: 'Upload one file, streamed; it is served once it is known clean',
      parameters: [query('organization')],
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['file'],
              properties: {
                organization: text,
                entity_type: text,
                entity_id: text,
                tags: text,
                custom_fields: text,
                file: { type: 'string', format: 'binary' },
              },
            },
          },
        },
      },
      responses: {
        201: {
          description: 'Stored',
          content: { 'application/json': { schema: schemaOf(StoredFile.read, 'output') } },
        },
        default: problem,
      },
    },
  },
  '/api/v1/files/{id}/download/': read('getFileDownload', 'Download a file, or ranges of it', {
    parameters: [
      id,
      query('disposition', { enum: ['attachment', 'inline'] }),
      { name: 'Range', in: 'header', schema: text },
    ],
    responses: {
      200: { description: 'All of it', ...bytes('*/*') },
      206: { description: 'The range asked for', ...bytes('*/*') },
      304: { description: 'Unchanged' },
      default: problem,
    },
  }),
  '/api/v1/files/{id}/thumbnail/': read('getFileThumbnail', 'A small picture of the file'),
  '/api/v1/files/{id}/optimised/': read('getFileOptimised', 'A picture of the file for screens'),
  '/api/v1/files/{id}/access-url/': read(
    'getFileAccessUrl',
    'A link that works without signing in, for at most 900 seconds',
    {
      parameters: [
        id,
        query('expires_in', { type: 'integer', default: 600 }),
        query('disposition', { enum: ['attachment', 'inline'] }),
      ],
      responses: {
        200: {
          description: 'The link',
          content: { 'application/json': { schema: { type: 'object', properties: { url: text, expires_at: text } } } },
        },
        default: problem,
      },
    },
  ),
}
