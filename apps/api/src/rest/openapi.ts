import { setImmediate } from 'node:timers/promises'
import { snakeCase } from '@groundwork/domain'
import { z } from 'zod'
import { problemAnswer } from './openapi-parts.ts'
import type { RestRoute } from './route.ts'

export type Json = { [key: string]: unknown }

/**
 * The OpenAPI 3.1 document, from the same routes that answer. `bytes` describes those that move something else than JSON. All of it takes
 * half a second and more, so others have their turn after each route.
 */
export async function openApiDocument(
  routes: readonly RestRoute[],
  bytes: Readonly<Record<string, Json>>,
  publicUrl: string,
): Promise<Json> {
  const paths: Record<string, Json> = {}
  const describe = eachOnce()
  for (const route of routes) {
    const path = `/api/v1${route.path}/`
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, describe) }
    await setImmediate()
  }
  for (const [path, methods] of Object.entries(bytes)) paths[path] = { ...paths[path], ...methods }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Groundwork',
      version: '1',
      description: 'Trailing slashes are optional. Errors are RFC 9457 problem details.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    security: [{ bearer: [] }, { apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
      schemas: { Problem: problemSchema },
    },
  }
}

type Describing = typeof schemaOf

/** Most schemas are of several routes. */
function eachOnce(): Describing {
  const known = { input: new Map<z.ZodType, Json>(), output: new Map<z.ZodType, Json>() }
  return (schema, io) => {
    const json = known[io].get(schema) ?? schemaOf(schema, io)
    known[io].set(schema, json)
    return json
  }
}

function operation({ method, path, tag, summary, access, describe = {} }: RestRoute, schemaOf: Describing): Json {
  const { body, form, answer, isList, status = 200, parameters = [] } = describe
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^A-Za-z0-9]+(.)?/g, (_, next?: string) => (next ?? '').toUpperCase())}`,
    tags: [tag],
    summary,
    ...(access === 'public' && { security: [] }),
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      ...[...(isList === true ? listParameters : []), ...parameters].map((name) => ({
        name,
        in: 'query',
        schema: { type: 'string' },
      })),
    ],
    ...(body && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: schemaOf(body, 'input') },
          ...(form && { 'multipart/form-data': { schema: form } }),
        },
      },
    }),
    responses: {
      [status]: answer
        ? {
            description: 'Done',
            content: {
              'application/json': { schema: isList ? pageOf(schemaOf(answer, 'output')) : schemaOf(answer, 'output') },
            },
          }
        : { description: 'Done' },
      default: problemAnswer,
    },
  }
}

const listParameters = ['filter', 'apply_filter', 'search', 'ordering', 'page', 'page_size', 'cursor', 'trash']

const pageOf = (items: Json): Json => ({
  type: 'object',
  required: ['count', 'next', 'previous', 'results'],
  properties: {
    count: { type: ['integer', 'null'] },
    count_exact: { type: 'boolean' },
    next: { type: ['string', 'null'] },
    previous: { type: ['string', 'null'] },
    results: { type: 'array', items },
  },
})

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    reason: { type: 'string' },
    errors: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
    request_id: { type: 'string' },
  },
}

/** The schema with names of ours in snake_case, at every depth, as REST spells them. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return spelled(json) as Json
}

/** In a schema only the names of properties are names of values. */
function spelled(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(spelled)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => {
      if (keyword === 'required') return [keyword, (value as string[]).map(snakeCase)]
      if (keyword === 'properties') return [keyword, propertiesOf(value as Json)]
      return [keyword, literal.has(keyword) ? value : spelled(value)]
    }),
  )
}

const propertiesOf = (properties: Json): Json =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [snakeCase(name), spelled(value)]))

/** What stands here is a value, not a schema. */
const literal = new Set(['default', 'const', 'enum', 'examples'])
