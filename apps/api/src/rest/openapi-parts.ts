import type { Json } from './openapi.ts'

/** Any refusal, in the document's words. */
export const problemAnswer: Json = {
  description: 'A problem',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** A form with one file in it, and these fields besides. */
export const formWithFile = (fields: Json = {}): Json => ({
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: { ...fields, file: { type: 'string', format: 'binary' } },
      },
    },
  },
})
