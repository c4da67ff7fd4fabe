import {
  bigint,
  boolean,
  choice,
  date,
  decimal,
  defineResource,
  type FilterRow,
  type FindRelated,
  integer,
  items,
  json,
  jsonObject,
  type Resource,
  reference,
  structure,
  text,
  timestamp,
  words,
} from '@groundwork/domain'
import fc from 'fast-check'
import { z } from 'zod'

/** A tree to reach by reference. */
export const Place = defineResource({
  name: 'samplePlace',
  plural: 'sample-places',
  label: 'place',
  table: 'sample_place',
  scope: { kind: 'global' },
  fields: {
    name: text({ max: 100, presence: 'nullable', filter: true }),
    parent: reference('samplePlace', { presence: 'nullable', filter: true }),
  },
  tree: true,
  customFields: true,
  defaultOrder: 'name',
  title: 'name',
})

const nullable = { presence: 'nullable', filter: true } as const

const spot = z.strictObject({
  town: z.string().optional(),
  height: z.number().nullable().default(null),
  extra: jsonObject.default({}),
})
const part = z.strictObject({
  label: z.string().optional(),
  weight: z.number().nullable().default(null),
  isSpare: z.boolean().optional(),
  grade: z.enum(['draft', 'active', 'ended']).optional(),
  spot: spot.optional(),
})

/** Every kind of field, all of them nullable. */
export const Sample = defineResource({
  name: 'sample',
  plural: 'samples',
  label: 'sample',
  table: 'sample',
  scope: { kind: 'global' },
  fields: {
    title: text({ max: 100, ...nullable }),
    status: choice(['draft', 'active', 'ended'], nullable),
    place: reference('samplePlace', nullable),
    count: integer(nullable),
    fileSize: bigint(nullable),
    isOpen: boolean(nullable),
    day: date(nullable),
    moment: timestamp(nullable),
    labels: words(nullable),
    extra: json(jsonObject, nullable),
    amount: decimal({ precision: 30, scale: 12, ...nullable }),
    spot: structure(spot, nullable),
    parts: items(part, nullable),
  },
  defaultOrder: 'title',
  title: 'title',
})

export function sampleResource(name: string): Resource {
  const found = [Place, Sample].find((resource) => resource.name === name)
  if (!found) throw new Error(`There is no sample resource named ${name}`)
  return found
}

/** Temporary: gone with the connection. */
export const sampleTables = `
  create temporary table sample_place (
    id uuid primary key, name text, parent_id uuid, path text not null, custom_fields jsonb
  );
  create temporary table sample (
    id uuid primary key, title text, status text, place_id uuid, count integer, file_size bigint, is_open boolean,
    day date, moment timestamptz(3), labels text[], extra jsonb, amount numeric(30, 12), spot jsonb, parts jsonb
  );`

export const sampleJoins: Readonly<Record<string, string>> = {
  place: 'left join sample_place place on place.id = sample.place_id',
  'place.parent': 'left join sample_place place_parent on place_parent.id = place.parent_id',
}

const idOf = (number: number) => `01890a5d-ac96-774b-bcce-${number.toString(16).padStart(12, '0')}`

const placeIds = Array.from({ length: 12 }, (_, index) => idOf(index))
const sampleIds = Array.from({ length: 400 }, (_, index) => idOf(1000 + index))

const madeOf = (...pieces: string[]) =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((parts) => parts.join(''))

/**
 * LIKE's wildcards, quotes, pairs that fold to each other inside and outside ASCII, letters that change length or depend
 * on their neighbours in other foldings, combining marks, and characters above the surrogates. The groups are small, so
 * that one text often occurs in another.
 */
const shortText = fc.oneof(
  madeOf('a', 'A', 'b', ' ', '%', '_', '\\', "'", '"', '{', ',', '\n'),
  madeOf('a', 'A', 'Σ', 'σ', 'ς'),
  madeOf('i', 'I', 'İ', 'ı', 'i\u0307', 'k', '\u212a'),
  madeOf('s', 'S', 'ß', 'ẞ', 'é', 'É', 'e\u0301', 'ж', 'Ж'),
  madeOf('Ǆ', 'ǅ', 'ǆ', 'ა', 'Ა', '\u{10400}', '\u{10428}'),
  madeOf('\u200f', '\ue000', '\uffff', '\u{1f600}', '\u{10ffff}', 'a'),
)
const status = fc.constantFrom('draft', 'active', 'ended')
const placeId = fc.constantFrom(...placeIds)
const smallNumber = fc.integer({ min: -2, max: 3 })
const count = fc.oneof(smallNumber, fc.constantFrom(-2_147_483_648, 2_147_483_647))
const fileSize = fc.oneof(smallNumber, fc.constantFrom(3_000_000_000, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER))
const day = fc.constantFrom('0001-01-01', '1969-12-31', '2024-02-29', '2026-11-21', '9999-12-31')
const moment = fc.constantFrom(
  '0001-01-01T00:00:00.000Z',
  '1969-12-31T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '2026-11-20T23:59:59.999Z',
  '2026-11-21T00:00:00.000Z',
  '2026-11-21T09:30:00.000Z',
  '2026-11-21T09:30:00.001Z',
  '9999-12-31T23:59:59.999Z',
)
const label = fc.constantFrom('new', 'New', 'a,b', '{}', '"', '\\', 'NULL', '', '\u{1f600}')
const number = fc.oneof(smallNumber, fc.constantFrom(0.1, -0, 1e21, 5e-324, Number.MAX_VALUE, 0.30000000000000004))
const memberValue = fc.oneof(shortText, number, fc.boolean())

/** Keys that are themselves awkward, two of them with a dot. */
const memberKey = fc.constantFrom('color', 'a.b', 'a', "it's", '0', '')
const member = fc.oneof(
  { weight: 6, arbitrary: memberValue },
  { weight: 1, arbitrary: fc.constantFrom(null, [], ['a'], {}, { b: 'a' }) },
)
const extra = fc.dictionary(memberKey, member)

const amount = fc.oneof(
  fc.constantFrom(
    '0',
    '-0.5',
    '0.1',
    '0.100000000001',
    '9007199254740993',
    '9007199254740992',
    '-123456789012345678.9',
    '10',
  ),
  fc.integer({ min: -30, max: 30 }).map((tenths) => String(tenths / 10)),
)
/** Other spellings of numbers, which parsing makes one. */
const askedAmount = fc.oneof(amount, fc.constantFrom('00.10', '-0', '10.000', '1.', '.5'))

const spotValue = fc.record({ town: shortText, height: fc.option(number), extra }, { requiredKeys: [] })
const partValue = fc.record(
  { label: fc.option(shortText), weight: fc.option(number), isSpare: fc.boolean(), grade: status, spot: spotValue },
  { requiredKeys: [] },
)

const orNull = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { freq: 6 })

const rowArbitrary = fc.record({
  title: orNull(shortText),
  status: orNull(status),
  place: orNull(placeId),
  count: orNull(count),
  fileSize: orNull(fileSize),
  isOpen: orNull(fc.boolean()),
  day: orNull(day),
  moment: orNull(moment),
  labels: orNull(fc.uniqueArray(label, { maxLength: 4 })),
  extra: orNull(extra),
  amount: orNull(amount),
  spot: orNull(spotValue),
  parts: orNull(fc.array(partValue, { maxLength: 3 })),
})

const placeArbitrary = fc.record({ name: orNull(shortText), customFields: orNull(extra), above: fc.nat() })

interface PlaceRow extends FilterRow {
  readonly id: string
  readonly parent: string | null
  readonly path: string
}

/** The rows of both tables, the same for the same seed. */
export function sampleRows(seed: number) {
  const places: PlaceRow[] = []
  for (const { above, ...place } of fc.sample(placeArbitrary, { seed, numRuns: placeIds.length })) {
    const id = idOf(places.length)
    // Every node hangs below an earlier one or is a root.
    const parent = places[above % (places.length + 1)]
    places.push({ ...place, id, parent: parent?.id ?? null, path: `${parent?.path ?? '/'}${id}/` })
  }
  const rows = fc
    .sample(rowArbitrary, { seed, numRuns: sampleIds.length })
    .map((row, index) => ({ id: idOf(1000 + index), ...row }))
  return { places, rows }
}

export function relatedTo({ place }: { readonly place: string | null }, places: readonly PlaceRow[]): FindRelated {
  const found = places.find(({ id }) => id === place)
  return (path) => (path === 'place' ? found : places.find(({ id }) => id === found?.parent))
}

/** Filterable paths, each with values to compare it with, as untrusted callers spell them. */
export const samplePaths: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  id: fc.constantFrom(...sampleIds, ...placeIds),
  title: shortText,
  status,
  place: placeId.map((id) => id.toUpperCase()),
  count: fc.oneof(count, fileSize),
  fileSize,
  isOpen: fc.boolean(),
  day,
  moment: fc.oneof(
    moment,
    day,
    fc.constantFrom('2026-11-21T15:00:00.001+05:30', '2026-11-21T09:30:00Z', '1969-12-31T22:59:59.999-01:00'),
  ),
  labels: label,
  'extra.color': memberValue,
  'extra.a.b': memberValue,
  "extra.it's": memberValue,
  'extra.0': memberValue,
  amount: askedAmount,
  'spot.town': shortText,
  'spot.height': number,
  'spot.extra.a.b': memberValue,
  'parts.label': shortText,
  'parts.weight': number,
  'parts.isSpare': fc.boolean(),
  'parts.grade': status,
  'parts.spot.town': shortText,
  'parts.spot.extra.color': memberValue,
  'place.id': placeId,
  'place.name': shortText,
  'place.parent': placeId,
  'place.parent.name': shortText,
  'place.customFields.color': memberValue,
}
