import { invalidField, type Resource, resources } from '@groundwork/domain'
import { importTemplate } from '@groundwork/services'
import { z } from 'zod'
import type { ByteCall } from '../file/byte-call.ts'
import { byteHandler } from '../file/byte-handler.ts'
import { refuseParameters } from '../rest/refuse-parameters.ts'
import type { ApiServices } from '../services.ts'

const targets: ReadonlyMap<string, Resource> = new Map(
  Object.values<Resource>(resources)
    .filter(({ importable }) => importable)
    .map((resource) => [resource.plural, resource]),
)

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
const format = z.enum(['csv', 'xlsx'])

/** Answers `/products/import-template`: an empty sheet to fill in. Passes everything else on. */
export const templateHandler = (services: ApiServices) =>
  byteHandler(services, (path, method) => {
    const [, plural = ''] = /^\/([a-z-]{1,60})\/import-template\/?$/.exec(path) ?? []
    if (!targets.has(plural) || (method !== 'GET' && method !== 'HEAD')) return null
    return { route: { method: 'GET', access: 'signed-in', run: sendTemplate }, key: plural }
  })

async function sendTemplate({ services, work, query, key, res }: ByteCall): Promise<void> {
  refuseParameters(query, ['format', 'organization'])
  const target = targets.get(key)
  const wanted = format.safeParse(query.get('format') ?? 'xlsx')
  if (!wanted.success || !target) throw invalidField('format', 'Must be csv or xlsx')
  const organization = organizationFor(work, query.get('organization'))
  const bytes = await importTemplate(services, work, { target, organization, format: wanted.data })
  res.writeHead(200, {
    'Content-Type': types[wanted.data],
    'Content-Length': bytes.byteLength,
    'Content-Disposition': `attachment; filename="${target.plural}-template.${wanted.data}"`,
    'Cache-Control': 'no-store',
  })
  res.end(bytes)
}

/** May be left out by who belongs to exactly one. */
function organizationFor({ actor }: ByteCall['work'], named: string | null): string {
  if (named !== null) {
    if (z.uuid().safeParse(named).success) return named
    throw invalidField('organization', 'Not an id')
  }
  const [mine, ...others] = actor.kind === 'system' ? [] : actor.memberships
  if (mine && !others.length) return mine.organization
  throw invalidField('organization', 'Name the organization', 'organization_required')
}
