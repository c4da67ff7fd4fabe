import { StoredFile } from '@groundwork/domain'
import { archiveRequest } from '@groundwork/services'
import { type Json, schemaOf } from '../rest/openapi.ts'
import { formWithFile, problemAnswer as problem } from '../rest/openapi-parts.ts'
import { uploadFormFields } from './upload-form.ts'

const text = { type: 'string' }
const id = { name: 'id', in: 'path', required: true, schema: text }
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
      requestBody: formWithFile(Object.fromEntries(uploadFormFields.map((name) => [name, text]))),
      responses: {
        201: {
          description: 'Stored',
          content: { 'application/json': { schema: schemaOf(StoredFile.read, 'output') } },
        },
        default: problem,
      },
    },
  },
  '/api/v1/files/zip/': {
    post: {
      operationId: 'postFilesZip',
      tags: ['files'],
      summary: 'A ZIP of files and folders, streamed; what may not be had is named in it',
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(archiveRequest, 'input') } },
      },
      responses: { 200: { description: 'The archive', ...bytes('application/zip') }, default: problem },
    },
  },
  '/api/v1/files/{id}/versions/': {
    post: {
      operationId: 'postFileVersions',
      tags: ['files'],
      summary: 'Upload the next version of a file; the one before is served until this is known clean',
      parameters: [id],
      requestBody: formWithFile(),
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
      query('version', { type: 'integer' }),
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
  '/api/v1/files/{id}/pdf/': read(
    'getFilePdf',
    'The pages of a document as PDF; of a PDF a smaller copy, or for those who may download it the PDF itself',
  ),
  '/api/v1/files/{id}/quarantined/': read(
    'getFileQuarantined',
    'The original of a file that the virus scanner keeps back, as an attachment, for those who may decide about it',
    { parameters: [id, query('version', { type: 'integer' })] },
  ),
  '/api/v1/files/{id}/access-url/': read(
    'getFileAccessUrl',
    'A link that works without signing in, for at most 900 seconds',
    {
      parameters: [
        id,
        query('expires_in', { type: 'integer' }),
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
