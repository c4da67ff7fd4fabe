import { type Defined, type Field, type Resource, type ResourceSpec, resourceNamed } from '@groundwork/domain'
import fc from 'fast-check'
import { z } from 'zod'
import { asSystem } from '../../src/index.ts'
import type { Sample, SampleNeeds, Values } from './sample.ts'
import { unique } from './world.ts'

const system = asSystem('test: rows that a sample leads to')

/** What a definition alone does not tell. */
export interface Told extends Partial<Sample> {
  /** What is drawn although it might be left out, for a rule asks for it. */
  readonly also?: readonly string[]
}
export type Tell = (resource: Resource, needs: SampleNeeds) => Told

interface Source extends SampleNeeds {
  readonly tell: Tell
}

/** Draws from the definition whatever is not told: all that must be given, and one thing that may be changed. */
export async function drawSample(resource: Resource, source: Source, given: Values = {}): Promise<Sample> {
  const { values: told, change, also = [] } = source.tell(resource, source)
  const values: Record<string, unknown> = {
    ...(resource.tagged && { tags: ['a'] }),
    ...(resource.customFields && { customFields: source.customFields ?? { color: 'red' } }),
    ...told,
    ...given,
  }
  for (const [name, field] of Object.entries(resource.fields)) {
    if (name in values || !(isDue(resource, name) || also.includes(name))) continue
    values[name] = await draw({ resource, name, field }, source)
  }
  return { values, change: change ?? (await drawChange(resource, source)) }
}

/** What must be given, a row's organization where it may have one, and where it stands beside an organization's own. */
function isDue({ fields, key }: Resource, name: string): boolean {
  const field = fields[name]
  if (!field || field.write === 'never') return false
  return field.presence === 'required' || name === 'organization' || (name === key && name !== 'id')
}

interface Place {
  readonly resource: Resource
  readonly name: string
  readonly field: Field
}

async function draw(place: Place, source: Source): Promise<unknown> {
  const { field, name } = place
  if (field.choices) return field.choices[0]
  if (field.reference) return keyFor(field, source)
  const fits = (value: unknown) => field.schema.safeParse(value).success
  const found = candidates(field).find(fits)
  if (found !== undefined) return found
  const drawn = await drawFree(place, source)
  if (drawn !== undefined) return drawn
  throw new Error(
    `No value of ${place.resource.name}.${name} can be drawn: tell one in packages/db/test/support/samples.ts`,
  )
}

/** Values of this kind, each in another spelling: the definition's own schema chooses among them. */
function candidates({ kind }: Field): readonly unknown[] {
  const word = unique()
  const joined = `s${word.replaceAll('-', '')}`
  switch (kind) {
    case 'text':
      return [`Sample ${word}`, word, `s-${word}`, joined, joined.toUpperCase(), `${joined}@example.test`]
    case 'integer':
    case 'bigint':
      return [1, 0, 10]
    case 'decimal':
      return ['1', '0.1']
    case 'boolean':
      return [false]
    case 'date':
      return ['2026-11-21']
    case 'timestamp':
      return ['2026-11-21T00:00:00.000Z']
    case 'textArray':
      return [['a']]
    case 'json':
      return [{}, []]
    case 'items':
      return [[]]
    case 'uuid':
      return []
  }
}

/** Drawn in this process, though perhaps not yet written. */
const taken = new Set<string>()

/** A text of the form that the schema asks for, and that no row has yet: short codes are soon taken. */
async function drawFree({ resource, name, field }: Place, { database }: SampleNeeds): Promise<string | undefined> {
  const { pattern } = z.toJSONSchema(field.schema, { io: 'input', unrepresentable: 'any' })
  if (pattern === undefined) return undefined
  const reader = database.reader(system)
  for (const drawn of fc.sample(fc.stringMatching(new RegExp(pattern)), 200)) {
    const place = `${resource.name}.${name}=${drawn}`
    if (taken.has(place) || !field.schema.safeParse(drawn).success) continue
    taken.add(place)
    const { count } = await reader.count(resource as Defined<ResourceSpec>, {
      filter: { field: name, op: 'eq', value: drawn },
    })
    if (count === 0) return drawn
  }
  return undefined
}

/** Reference data is there already; everything else is made in the organization, as the reference wants it to be. */
async function keyFor({ reference = '', where }: Field, source: Source): Promise<string> {
  if (reference === 'organization' || reference === 'user' || reference === 'role') return source[reference]
  const { database } = source
  const target = resourceNamed(reference) as Defined<ResourceSpec>
  if (target.scope.kind === 'global') {
    const { rows } = await database.reader(system).list(target, { limit: 1 })
    const [found] = rows as readonly Values[]
    if (found) return String(found[target.key])
  }
  const { values } = await drawSample(target, source, where)
  const made = await database.withUnitOfWork(system, (work) => work.insert(target, values as never))
  return String((made as Values)[target.key])
}

/** Another text where there is one that may be changed, for it is in nobody's way; otherwise whatever else may be. */
async function drawChange(resource: Resource, source: Source): Promise<Values> {
  const open = Object.entries(resource.fields).filter(
    ([, { write, reference, choices }]) => write === 'always' && reference === undefined && !choices,
  )
  const [name, field] =
    open.find(([, { kind }]) => kind === 'text') ?? open.find(([, { kind }]) => kind === 'boolean') ?? []
  if (!name || !field) throw new Error(`Tell in samples.ts what changes in a row of ${resource.name}`)
  return { [name]: await draw({ resource, name, field }, source) }
}
