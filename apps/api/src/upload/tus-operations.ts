import { accessHeader, uploadLinkHeader } from '../public-link/link-doors.ts'
import type { Json } from '../rest/openapi.ts'
import { problemAnswer as problem } from '../rest/openapi-parts.ts'
import { metadataWords } from './tus-metadata.ts'

const text = { type: 'string' }
const header = (name: string, required = true) => ({ name, in: 'header', required, schema: text })
const version = { name: 'Tus-Resumable', in: 'header', required: true, schema: { const: '1.0.0' } }
const metadata = { ...header('Upload-Metadata'), description: metadataWords }
/** Whoever is not signed in comes by a link. */
const byLink = [uploadLinkHeader, accessHeader]
const id = { name: 'id', in: 'path', required: true, schema: text }
const bytes = { 'application/offset+octet-stream': { schema: { type: 'string', format: 'binary' } } }

const operation = (operationId: string, summary: string, more: Json): Json => ({
  operationId,
  tags: ['files'],
  summary,
  security: [{ bearer: [] }, { apiKey: [] }, {}], // The last one through a link.
  ...more,
})

/** Uploads that can be resumed: tus 1.0.0, which any tus client speaks. */
export const tusOperations: Readonly<Record<string, Json>> = {
  '/api/v1/uploads/': {
    post: operation('postUploads', 'Begin a resumable upload (tus 1.0.0)', {
      parameters: [version, header('Upload-Length'), metadata, ...byLink],
      requestBody: { content: bytes },
      responses: { 201: { description: 'Begun; Location says where the bytes go' }, default: problem },
    }),
  },
  '/api/v1/uploads/{id}': {
    head: operation('headUpload', 'How far an upload is', {
      parameters: [id, version, ...byLink],
      responses: { 200: { description: 'Upload-Offset, and Upload-File-Id once it is a file' }, default: problem },
    }),
    patch: operation('patchUpload', 'Send bytes from the offset on; the last ones make the file', {
      parameters: [id, version, header('Upload-Offset'), header('Upload-Checksum', false), ...byLink],
      requestBody: {
        required: true,
        content: bytes,
      },
      responses: { 204: { description: 'Taken' }, default: problem },
    }),
    delete: operation('deleteUpload', 'Give an upload up', {
      parameters: [id, version, ...byLink],
      responses: { 204: { description: 'Gone' }, default: problem },
    }),
  },
}
