import { storageSystemNames, storageSystems } from '@groundwork/domain'
import { fileOperations } from '@groundwork/services'
import type { z } from 'zod'
import { type Json, schemaOf } from '../rest/openapi.ts'
import { problemAnswer } from '../rest/openapi-parts.ts'
import { deleting, signing } from './storage-input.ts'

const text = { type: 'string' }
const optional = (type: string) => ({ type: [type, 'null'] })
const query = (name: string, schema: Json) => ({ name, in: 'query', schema })
const object = (properties: Json): Json => ({ type: 'object', properties })
const moment = { type: 'string', format: 'date-time' }
const done = { success: { const: true } }

const described = (operationId: string, summary: string, more: { readonly answer: Json } & Json): Json => {
  const { answer, ...rest } = more
  return {
    operationId,
    tags: ['storage'],
    summary,
    ...rest,
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: answer } } },
      default: problemAnswer,
    },
  }
}

const bodyOf = (schema: z.ZodType): Json => ({
  required: true,
  content: { 'application/json': { schema: schemaOf(schema, 'input') } },
})

const log = object({
  id: text,
  user_id: optional('string'),
  role: optional('string'),
  timestamp: moment,
  action_type: { enum: Object.keys(fileOperations) },
  file_path: optional('string'),
  related_object_type: optional('string'),
  related_object_id: optional('string'),
  metadata: object({ file_size: optional('integer'), mime_type: optional('string') }),
  success: { enum: ['true', 'false'] },
  error_message: optional('string'),
  ip_address: optional('string'),
  device_info: optional('string'),
})

const known = { size: optional('integer'), mime_type: optional('string'), uploaded_at: moment, original_filename: text }
const system = { enum: storageSystemNames }
const objectType = { enum: Object.values(storageSystems).flat() }

const upload = (operationId: string, summary: string, more: Json): Json => ({
  post: described(operationId, summary, {
    requestBody: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            required: ['file', 'org_id', ...Object.keys(more), 'object_id'],
            properties: {
              org_id: text,
              ...more,
              object_id: text,
              related_object_type: text,
              related_object_id: text,
              add_timestamp: { enum: ['true', 'false'] },
              file: { type: 'string', format: 'binary' },
            },
          },
        },
      },
    },
    answer: object({ ...done, file_path: text, metadata: object(known) }),
  }),
})

/** What the document says of the storage service's paths, which do not lie below /api/v1. */
export const storageOperations: Readonly<Record<string, Json>> = {
  '/api/storage/upload': upload('postStorageUpload', 'Upload a file to where it belongs', {
    system,
    object_type: objectType,
  }),
  '/api/storage/receipt-upload': upload('postStorageReceiptUpload', 'Upload a receipt of accounting', {}),
  '/api/storage/app-zip-upload': upload('postStorageAppZipUpload', 'Upload the sources of an application as ZIP', {}),
  '/api/storage/signed-url': {
    post: described('postStorageSignedUrl', 'Make a short-lived address of a file', {
      requestBody: bodyOf(signing),
      answer: object({ ...done, url: text, expires_at: moment }),
    }),
  },
  '/api/storage/delete': {
    delete: described('deleteStorageDelete', 'Delete a file: into the trash, or with the right to purge for good', {
      requestBody: bodyOf(deleting),
      answer: object({ ...done, message: text }),
    }),
  },
  '/api/storage/metadata/{file_path}': {
    get: described('getStorageMetadata', 'Tell what is known of a file', {
      parameters: [{ name: 'file_path', in: 'path', required: true, schema: text }],
      answer: object({
        ...done,
        file_path: text,
        ...known,
        system,
        object_type: objectType,
        deleted: { type: 'boolean' },
      }),
    }),
  },
  '/api/storage/audit-logs': {
    get: described('getStorageAuditLogs', 'List what was done with files, the newest first', {
      parameters: [
        query('file_path', text),
        query('action_type', { enum: Object.keys(fileOperations) }),
        query('user_id', text),
        query('start', text),
        query('end', text),
        query('limit', { type: 'integer', minimum: 1, maximum: 1000, default: 100 }),
      ],
      answer: object({ ...done, logs: { type: 'array', items: log }, count: { type: 'integer' } }),
    }),
  },
}
