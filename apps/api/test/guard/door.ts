import { type Resource, resources } from '@groundwork/domain'
import { z } from 'zod'
import { appRouter } from '../../src/app-router.ts'
import { byteOperations } from '../../src/file/byte-operations.ts'
import { toRest } from '../../src/rest/names.ts'
import { restRoutes } from '../../src/rest/rest-routes.ts'
import type { Method, RestRoute } from '../../src/rest/route.ts'
import { storageOperations } from '../../src/storage/storage-operations.ts'
import { storageRoutes } from '../../src/storage/storage-routes.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

/** Something that can be asked for over HTTP. */
export interface Door {
  /** `trpc product.get`, `rest GET /products/{id}`. */
  readonly name: string
  /** The resource it is about, by the word in its address: what an `id` in it names. */
  readonly subject: string
  readonly isWrite: boolean
  /** What it takes, as a JSON schema of one object. */
  readonly input: JsonSchema
  request(input: Readonly<Record<string, unknown>>): DoorRequest
}

interface DoorRequest {
  readonly method: string
  readonly path: string
  readonly json?: unknown
  readonly form?: FormData
  readonly headers?: Readonly<Record<string, string>>
}

interface ProcedureDefinition {
  readonly type: 'query' | 'mutation' | 'subscription'
  readonly inputs: readonly z.ZodType[]
}

/** Every procedure there is, by its path; those of a subscription included. */
export const procedures: readonly (readonly [path: string, definition: ProcedureDefinition])[] = Object.entries(
  appRouter._def.procedures as unknown as Readonly<Record<string, { readonly _def: ProcedureDefinition }>>,
).map(([path, { _def }]) => [path, _def])

let known: readonly Door[] | undefined

/** Every door over HTTP, found while the test runs: a new one comes in by itself. */
export const doors = (): readonly Door[] => {
  known ??= findDoors()
  return known
}

const findDoors = (): readonly Door[] => [
  ...procedures
    .filter(([, { type }]) => type !== 'subscription')
    .map(([path, definition]) => rpcDoor(path, definition)),
  ...restRoutes.map((route) => restDoor(route)),
  ...storageRoutes.map((route) => restDoor(route, '/api/storage')),
  ...Object.entries(storageOperations)
    .filter(([path]) => /upload$/.test(path))
    .flatMap(([path, operations]) => byteDoors(path, operations)),
  ...Object.entries(byteOperations).flatMap(([path, operations]) => byteDoors(path, operations)),
  signedDoor,
  ...tusDoors,
]

const anObject: JsonSchema = { type: 'object', properties: {} }

export function schemaOf(schema: z.ZodType | undefined): JsonSchema {
  if (!schema) return anObject
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return json.properties ? json : anObject
}

export function rpcDoor(path: string, { type, inputs }: ProcedureDefinition): Door {
  const isWrite = type === 'mutation'
  return {
    name: `trpc ${path}`,
    subject: path.split('.').at(-2) ?? '',
    isWrite,
    input: schemaOf(inputs.at(-1)),
    request: (input) =>
      isWrite
        ? { method: 'POST', path: `/api/trpc/${path}`, json: input }
        : { method: 'GET', path: `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}` },
  }
}

const parameter = { type: 'string' }
const listParameters = { filter: {}, search: parameter, ordering: parameter, trash: { type: 'boolean' } }

const plurals = new Set(Object.values<Resource>(resources).map(({ plural }) => plural))
const isListOfRows = (path: string) => plurals.has(path.slice(1))

function restDoor({ method, path, hasBody, describe = {} }: RestRoute, base = '/api/v1'): Door {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const query: Record<string, JsonSchema> = {
    ...(isListOfRows(path) && describe.isList && { ...listParameters, organization: parameter }),
    ...Object.fromEntries(
      [...(describe.parameters ?? []), ...parametersOf(base + path, method)].map((name) => [name, parameter]),
    ),
  }
  const body = describe.body && schemaOf(describe.body)
  return {
    name: `rest ${method} ${base === '/api/v1' ? path : base + path}`,
    subject: path.split('/')[1] ?? '',
    isWrite: method !== 'GET',
    input: {
      ...body,
      type: 'object',
      properties: {
        ...Object.fromEntries(inPath.map((name) => [name, parameter])),
        ...query,
        ...(body?.properties as object | undefined),
      },
      required: [...inPath, ...((body?.required as string[] | undefined) ?? [])],
    },
    request: (input) => restRequest({ method, path: `${base}${path}/`, inPath, query, hasBody }, input),
  }
}

/** What a route that describes itself in the document alone takes in its address. */
function parametersOf(path: string, method: Method): string[] {
  const operation = storageOperations[path]?.[method.toLowerCase()] as { parameters?: { name: string }[] } | undefined
  return operation?.parameters?.map(({ name }) => name) ?? []
}

interface RestShape {
  readonly method: Method
  readonly path: string
  readonly inPath: readonly string[]
  readonly query: Readonly<Record<string, unknown>>
  readonly hasBody?: true | undefined
}

function restRequest(
  { method, path, inPath, query, hasBody }: RestShape,
  input: Readonly<Record<string, unknown>>,
): DoorRequest {
  const search = new URLSearchParams()
  const body: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    if (inPath.includes(name)) continue
    if (Object.hasOwn(query, name)) search.set(name, inAddress(value))
    else Object.assign(body, toRest({ [name]: value }))
  }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(inAddress(input[name])))
  const address = search.size ? `${filled}?${search}` : filled
  const isBare = method === 'GET' || (method === 'DELETE' && !hasBody)
  return isBare ? { method, path: address } : { method, path: address, json: body }
}

const inAddress = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value ?? ''))

/** The address that carries its right in itself, which no document names. */
const signedDoor: Door = {
  name: 'bytes GET /api/v1/files/signed/{id}',
  subject: 'file',
  isWrite: false,
  input: { type: 'object', required: ['id'], properties: { id: parameter, version: parameter, token: parameter } },
  request: (input) =>
    restRequest(
      { method: 'GET', path: '/api/v1/files/signed/{id}', inPath: ['id'], query: { version: true, token: true } },
      input,
    ),
}

const tus = { 'Tus-Resumable': '1.0.0' }
const inMetadata = ['organization', 'folder', 'replaces', 'entity_type', 'entity_id', 'tags'] as const

/** Uploads that resume say in headers what others say in a body. */
const tusDoors: readonly Door[] = [
  {
    name: 'tus POST /api/v1/uploads/',
    subject: 'file',
    isWrite: true,
    input: {
      type: 'object',
      required: ['organization'],
      properties: Object.fromEntries(inMetadata.map((name) => [name, parameter])),
    },
    request: (input) => {
      const said = { filename: 'note.txt', ...input }
      const pairs = Object.entries(said).map(
        ([name, value]) => `${name} ${Buffer.from(inAddress(value)).toString('base64')}`,
      )
      const headers = { ...tus, 'Upload-Length': '4', 'Upload-Metadata': pairs.join(',') }
      return { method: 'POST', path: '/api/v1/uploads/', headers }
    },
  },
  ...['HEAD', 'PATCH', 'DELETE'].map((method) => ({
    name: `tus ${method} /api/v1/uploads/{id}`,
    subject: 'uploads',
    isWrite: method !== 'HEAD',
    input: { type: 'object', required: ['id'], properties: { id: parameter } },
    request: ({ id }: Readonly<Record<string, unknown>>) => ({
      method,
      path: `/api/v1/uploads/${encodeURIComponent(inAddress(id))}`,
      headers: { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
    }),
  })),
]

/** The addresses that move bytes; what they take is known from the document alone. */
function byteDoors(path: string, operations: Readonly<Record<string, unknown>>): Door[] {
  return Object.entries(operations).map(([verb, operation]) => {
    const method = verb.toUpperCase()
    const body = jsonBodyOf(operation)
    if (body)
      return {
        name: `bytes ${method} ${path}`,
        subject: 'file',
        isWrite: false,
        input: body,
        request: (input) => ({ method, path, json: toRest(input) }),
      }
    const isUpload = method === 'POST'
    const inPath = path.includes('{id}') ? ['id'] : []
    const fields = formFieldsOf(operation)
    return {
      name: `bytes ${method} ${path}`,
      subject: 'file',
      isWrite: isUpload,
      input: {
        type: 'object',
        required: [...inPath, ...['organization', 'org_id', 'object_id'].filter((name) => fields.includes(name))],
        properties: Object.fromEntries([...inPath, ...fields].map((name) => [name, parameter])),
      },
      request: ({ id, ...form }) => {
        const address = path.replace('{id}', encodeURIComponent(inAddress(id)))
        return isUpload ? { method, path: address, form: formOf(form) } : { method, path: address }
      },
    }
  })
}

interface JsonOperation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> }
}

/** What is said of a file beside its bytes. */
function formFieldsOf(operation: unknown): string[] {
  const schema = (operation as JsonOperation).requestBody?.content['multipart/form-data']?.schema
  return Object.keys((schema?.properties as object | undefined) ?? {}).filter((name) => name !== 'file')
}

const jsonBodyOf = (operation: unknown): JsonSchema | undefined =>
  (operation as JsonOperation).requestBody?.content['application/json']?.schema

function formOf(input: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(input)) form.append(name, inAddress(value))
  form.append('file', new Blob(['some text']), 'note.txt')
  return form
}
