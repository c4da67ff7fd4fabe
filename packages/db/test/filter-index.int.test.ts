import { type Condition, defineResource, integer, reference, text, timestamp } from '@groundwork/domain'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compileFilter } from '../src/query/filter-to-sql.ts'
import { Place, sampleResource } from './filter-sample.ts'

/** A tenant table as migrations make them, in the smallest form. */
const Item = defineResource({
  name: 'sampleItem',
  plural: 'sample-items',
  label: 'item',
  table: 'sample_item',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    code: text({ max: 100, filter: true }),
    weight: integer({ filter: true }),
    seenAt: timestamp({ filter: true }),
    place: reference('samplePlace', { filter: true }),
  },
  defaultOrder: 'code',
  title: 'code',
})

const organization = '01890a5d-ac96-774b-bcce-b302099a8057'
const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })

beforeAll(async () => {
  await client.connect()
  // One transaction that is never committed: the role and the tables are gone with it.
  await client.query('begin')
  await client.query(`
    create role filter_reader nologin;
    create table sample_place (id uuid primary key, name text, parent_id uuid, path text collate "C" not null);
    create index on sample_place (path);
    create table sample_item (
      id uuid primary key default gen_random_uuid(), organization_id uuid not null, code text not null, weight integer not null,
      seen_at timestamptz(3) not null, place_id uuid not null
    );
    insert into sample_place (id, path)
      select id, '/' || id || '/' from (select gen_random_uuid() as id from generate_series(1, 3000)) made;
    insert into sample_item (organization_id, code, weight, seen_at, place_id)
      select '${organization}', 'C' || n, n, timestamptz '2026-01-01' + n * interval '1 minute', place.id
      from (select id, row_number() over () as n from sample_place) place;
    create index on sample_item (organization_id, code);
    create index on sample_item (organization_id, code collate "C");
    create index on sample_item (organization_id, weight);
    create index on sample_item (organization_id, seen_at);
    create index on sample_item (organization_id, place_id);
    alter table sample_item enable row level security;
    create policy tenant_isolation on sample_item to filter_reader
      using (organization_id = any ((select nullif(current_setting('app.org_ids', true), ''))::uuid[]));
    grant select on sample_item, sample_place to filter_reader;
    analyze sample_item;
    analyze sample_place;
    set local role filter_reader;
    set local app.org_ids = '{${organization}}';
  `)
})

afterAll(() => client.end())

it.each<Condition & { plan: RegExp }>([
  { field: 'code', op: 'eq', value: 'C17', plan: /Index Cond: .*code = 'C17'/ },
  { field: 'code', op: 'in', value: ['C17', 'C18'], plan: /Index Cond: .*code = ANY/ },
  { field: 'code', op: 'startswith', value: 'C17', plan: /Index Cond: .*code\)::text >= 'C17'.*code\)::text < 'C18'/ },
  { field: 'code', op: 'gt', value: 'C998', plan: /Index Cond: .*code\)::text > 'C998'/ },
  { field: 'weight', op: 'between', value: [5, 7], plan: /Index Cond: .*weight >= .*weight <= / },
  { field: 'weight', op: 'in', value: [5, 3_000_000_000], plan: /Index Cond: .*weight = ANY/ },
  { field: 'seenAt', op: 'lt', value: '2026-01-01T00:05:00.000Z', plan: /Index Cond: .*seen_at < / },
  { field: 'place', op: 'eq', value: organization, plan: /Index Cond: .*place_id = / },
  {
    field: 'place',
    op: 'descendantof',
    value: organization,
    plan: /Index Cond: .*place_id = ANY.*Index Cond: .*path >= .*path < /s,
  },
])('$field $op uses an index under row-level security', async ({ plan, ...condition }) => {
  const values: unknown[] = []
  const where = compileFilter(condition, Item, {
    alias: 'item',
    resourceNamed: sampleResource,
    param: (value, cast) => `$${values.push(value)}${cast ? `::${cast}` : ''}`,
    join: (path) => path,
  })
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(
    `explain select id from sample_item item where ${where}`,
    values,
  )
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(plan)
})

it('descendants of a node are one range of its tree index', async () => {
  const condition: Condition = { field: 'id', op: 'descendantof', value: organization }
  const values: unknown[] = []
  const where = compileFilter(condition, Place, {
    alias: 'place',
    param: (value, cast) => `$${values.push(value)}${cast ? `::${cast}` : ''}`,
    join: (path) => path,
  })
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(
    `explain select id from sample_place place where ${where}`,
    values,
  )
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Cond: .*path >= .*path < /)
})
