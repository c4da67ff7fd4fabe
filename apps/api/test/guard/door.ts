import { type Resource, resources } from '@groundwork/domain'
import { z } from 'zod'
import { appRouter } from '../../src/app-router.ts'
import { storageAuditRoutes } from '../../src/audit/storage-audit-routes.ts'
import { storageOperations } from '../../src/audit/storage-operations.ts'
import { byteOperations } from '../../src/file/byte-operations.ts'
import { toRest } from '../../src/rest/names.ts'
import { restRoutes } from '../../src/rest/rest-routes.ts'
import type { Method, RestRoute } from '../../src/rest/route.ts'

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
}

interface ProcedureDefinition {
  readonly type: 'query' | 'mutation' | 'subscription'
  readonly inputs: readonly z.ZodType[]
}

/** Every procedure there is, by its path; those of a subscription included. */
export const procedures: readonly (readonly [path: string, definition: ProcedureDefinition])[] = Object.entries(
  appRouter._def.procedures as unknown as Readonly<Record<string, { readonly _def: ProcedureDefinition }>>,
).map(([path, { _def }]) => [path, _def])

/** Every door over HTTP, found while the test runs: a new one comes in by itself. */
export const doors = (): readonly Door[] => [
  ...procedures
    .filter(([, { type }]) => type !== 'subscription')
    .map(([path, definition]) => rpcDoor(path, definition)),
  ...restRoutes.map((route) => restDoor(route)),
  ...storageAuditRoutes.map((route) => restDoor(route, '/api/storage')),
  ...Object.entries(byteOperations).flatMap(([path, operations]) => byteDoors(path, operations)),
  signedDoor,
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

function restDoor({ method, path, describe = {} }: RestRoute, base = '/api/v1'): Door {
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
    request: (input) => restRequest({ method, path: `${base}${path}/`, inPath, query }, input),
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
}

function restRequest(
  { method, path, inPath, query }: RestShape,
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
  return method === 'GET' || method === 'DELETE' ? { method, path: address } : { method, path: address, json: body }
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

/** The addresses that move bytes; what they take is known from the document alone. */
function byteDoors(path: string, operations: Readonly<Record<string, unknown>>): Door[] {
  return Object.keys(operations).map((verb) => {
    const method = verb.toUpperCase()
    const isUpload = method === 'POST'
    return {
      name: `bytes ${method} ${path}`,
      subject: 'file',
      isWrite: isUpload,
      input: {
        type: 'object',
        required: isUpload ? ['organization'] : ['id'],
        properties: isUpload
          ? { organization: parameter, entity_type: parameter, entity_id: parameter, tags: parameter }
          : { id: parameter },
      },
      request: (input) =>
        isUpload
          ? { method, path, form: formOf(input) }
          : { method, path: path.replace('{id}', encodeURIComponent(inAddress(input.id))) },
    }
  })
}

function formOf(input: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(input)) form.append(name, inAddress(value))
  form.append('file', new Blob(['some text']), 'note.txt')
  return form
}
