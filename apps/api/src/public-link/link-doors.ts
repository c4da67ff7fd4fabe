import { linkPreviewNames } from '@groundwork/services'
import { z } from 'zod'
import { type Json, schemaOf } from '../rest/openapi.ts'
import { formWithFile, problemAnswer } from '../rest/openapi-parts.ts'
import { broughtFileAnswer, linkAccessAnswer, linkedFolderAnswer, shownLinkAnswer } from './link-answers.ts'

const text = { type: 'string' }

/** What the password of a link was exchanged for, wherever a link is followed. */
export const accessHeader = {
  name: 'X-Link-Access',
  in: 'header',
  required: false,
  description: 'Where the link has a password: what POST /s/{token} gave for it, for half an hour',
  schema: text,
} as const

/** The same where a browser follows an address by itself. */
export const accessParameter = { ...accessHeader, name: 'access', in: 'query' } as const

/** An upload-only link, in whose name something is sent. */
export const uploadLinkHeader = {
  name: 'X-Upload-Link',
  in: 'header',
  required: false,
  description: 'The token of an upload-only link, for those who are not signed in',
  schema: text,
} as const

/** What may stand in the form of an upload through a link, in front of its file. */
export const linkFormFields = {
  relative_path: {
    type: 'string',
    maxLength: 4096,
    description: 'Where the file lies below the folder of the link, its own name included; in front of the file',
  },
} as const satisfies Json

export const unlocking = z.strictObject({ password: z.string().max(200) })
export const previewQuery = z.strictObject({
  file: z.uuid().optional(),
  name: z.enum(linkPreviewNames).default('optimised'),
})
export const fileQuery = z.strictObject({ file: z.uuid().optional() })
export const folderQuery = z.strictObject({ folder: z.uuid().optional(), cursor: z.string().max(500).optional() })

interface LinkDoor {
  readonly operationId: string
  readonly method: 'GET' | 'POST'
  readonly summary: string
  readonly query?: z.ZodObject
  readonly body?: Json
  /** It asks for no password: it is what the password is exchanged at. */
  readonly isUnlocking?: true
  readonly responses: Json
}

const inJson = (description: string, answer: z.ZodType) => ({
  description,
  content: { 'application/json': { schema: schemaOf(answer, 'output') } },
})
const bytes = { description: 'The bytes', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } }

/** What can be asked of a public link, by the last part of its address. */
export const linkDoors = {
  files: {
    operationId: 'getLinkFiles',
    method: 'GET',
    summary: 'List what lies in the folder of a link, or in one below it',
    query: folderQuery,
    responses: { 200: inJson('Folders, files, and a cursor for more', linkedFolderAnswer) },
  },
  download: {
    operationId: 'getLinkDownload',
    method: 'GET',
    summary: 'Download the file of a link, or one in its folder, always as an attachment',
    query: fileQuery,
    responses: { 200: bytes, 206: { ...bytes, description: 'The range asked for' }, 304: { description: 'Unchanged' } },
  },
  preview: {
    operationId: 'getLinkPreview',
    method: 'GET',
    summary: 'A picture of the file of a link',
    query: previewQuery,
    responses: { 200: bytes, 304: { description: 'Unchanged' } },
  },
  upload: {
    operationId: 'postLinkUpload',
    method: 'POST',
    summary: 'Bring one file through an upload-only link',
    body: formWithFile(linkFormFields),
    responses: { 201: inJson('Stored: its name, file_size and sha256', broughtFileAnswer) },
  },
} as const satisfies Readonly<Record<string, LinkDoor>>

/** What can be asked of its address itself. */
const ofLink: readonly LinkDoor[] = [
  {
    operationId: 'getLink',
    method: 'GET',
    summary: 'What a link leads to; a browser gets the page that shows it',
    responses: { 200: inJson('What it leads to, or that it needs its password', shownLinkAnswer) },
  },
  {
    operationId: 'postLink',
    method: 'POST',
    summary: 'Exchange the password of a link',
    body: { required: true, content: { 'application/json': { schema: schemaOf(unlocking, 'input') } } },
    isUnlocking: true,
    responses: { 200: inJson(`access, for ${accessHeader.name}, and expires_at`, linkAccessAnswer) },
  },
]

/** What the document says of public links, which do not lie below /api/v1. */
export const publicLinkOperations: Readonly<Record<string, Json>> = {
  '/s/{token}': Object.assign({}, ...ofLink.map(described)),
  ...Object.fromEntries(Object.entries(linkDoors).map(([verb, door]) => [`/s/{token}/${verb}`, described(door)])),
}

function described({ operationId, method, summary, query, body, isUnlocking, responses }: LinkDoor): Json {
  const { properties = {}, required = [] } = query ? schemaOf(query, 'input') : {}
  return {
    [method.toLowerCase()]: {
      operationId,
      tags: ['public links'],
      summary,
      security: [],
      parameters: [
        { name: 'token', in: 'path', required: true, schema: text },
        ...(isUnlocking ? [] : [accessHeader, accessParameter]),
        ...Object.entries(properties as Json).map(([name, schema]) => ({
          name,
          in: 'query',
          required: (required as readonly string[]).includes(name),
          schema,
        })),
      ],
      ...(body && { requestBody: body }),
      responses: { ...responses, default: problemAnswer },
    },
  }
}
