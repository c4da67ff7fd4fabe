import { CustomFieldDefinition, type ImportPlanQuery, type ImportProposal, Product } from '@groundwork/domain'
import { writeTemplate } from '@groundwork/spreadsheet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proposeImport } from '../src/import/index.ts'
import { createImportWorld, type Importer, type ImportWorld } from './import-world.ts'

let world: ImportWorld
beforeAll(async () => {
  world = await createImportWorld()
})
afterAll(() => world.close())

type Wanted = Partial<Omit<ImportPlanQuery, 'file'>>

const proposal = ({ organization, context }: Importer, file: string, wanted: Wanted = {}): Promise<ImportProposal> =>
  proposeImport(world.services, context, { target: Product, organization, file, ...wanted })

async function fileOf({ organization, context }: Importer, fileName: string, content: string | Uint8Array) {
  const { id } = await world.upload(context, { organization, fileName, bytes: Buffer.from(content) })
  await world.scan(organization, id)
  return id
}

const meanings = ({ header }: ImportProposal) =>
  Object.fromEntries(header.map(({ name, column, from }) => [name, [column, from]]))

describe('a proposal', () => {
  it('tells how a text was read, what its columns seem to mean, and what there is to choose from', async () => {
    const us = await world.asker()
    await world.services.database.withUnitOfWork(us.context, (work) =>
      work.insert(CustomFieldDefinition, {
        organization: us.organization,
        resource: 'product',
        key: 'colour',
        label: 'Farbe',
        type: 'choice',
        options: { choices: ['red', 'blue'] },
      }),
    )
    const text = 'SKU;Name;Product type;Farbe;Unbekanntes\nA;Hammer;SERVICE;red;?\nB;Säge;SERVICE;;!\n'
    const file = await fileOf(us, 'products.csv', Buffer.from(text, 'latin1'))
    const found = await proposal(us, file)
    expect(found).toMatchObject({
      ...{ format: 'csv', sheets: [], sheet: null, headerRow: 1, delimiter: ';', isCut: false, settings: null },
      rows: [
        ['A', 'Hammer', 'SERVICE', 'red', '?'],
        ['B', 'Säge', 'SERVICE', '', '!'],
      ],
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(meanings(found)).toEqual({
      SKU: ['sku', 'guessed'],
      Name: ['name', 'guessed'],
      'Product type': ['product_type', 'guessed'],
      Farbe: ['custom_fields.colour', 'guessed'],
      Unbekanntes: [null, null],
    })
    expect(found.header[0]?.examples).toEqual(['A', 'B'])
    const columns = new Map(found.columns.map((column) => [column.name, column]))
    expect(columns.get('id')).toMatchObject({ isKey: true, required: false })
    expect(columns.get('sku')).toMatchObject({ required: true, isKey: false, isOpen: true, allowed: null, by: null })
    expect(columns.get('custom_fields.colour')).toMatchObject({ label: 'Farbe', allowed: ['red', 'blue'] })
    expect(columns.get('category')?.by).toContain('slug')
    expect(columns.get('base_uom')?.allowed).toContain('KG')
    expect(found.matchKeys).toContainEqual(['sku'])
  })

  it('reads the sheet of a workbook that is asked for, as it is asked to', async () => {
    const us = await world.asker()
    const columns = [
      { name: 'sku', isRequired: true, allowed: ['A', 'B'] },
      { name: 'name', isRequired: true, allowed: ['Hammer'] },
    ]
    const file = await fileOf(us, 'products.xlsx', await writeTemplate('xlsx', columns, 'products'))
    const sheets = ['products', 'Allowed values', 'Columns']
    expect(await proposal(us, file)).toMatchObject({ format: 'xlsx', sheets, sheet: 'products', rows: [] })
    const second = await proposal(us, file, { sheet: 'Allowed values' })
    expect(second).toMatchObject({ sheet: 'Allowed values', delimiter: null, encoding: null, headerRow: 1 })
    expect(second.rows).toEqual([
      ['A', 'Hammer'],
      ['B', null],
    ])
    const bare = await proposal(us, file, { sheet: 'Allowed values', headerRow: 0 })
    expect(bare.header.map(({ name }) => name)).toEqual(['Column A', 'Column B'])
  })

  it.each([
    ['unknown_sheet', { sheet: 'Nowhere' }],
    ['unknown_encoding', { encoding: 'klingon' }],
    ['no_header_row', { headerRow: 7 }],
    ['unreadable_spreadsheet', { delimiter: 'abc' }],
  ])('says %s of %j', async (reason, wanted) => {
    const us = await world.asker()
    const file = await fileOf(us, 'products.csv', 'sku,name\nA,Hammer\n')
    await expect(proposal(us, file, wanted)).rejects.toMatchObject({ code: 'invalid', reason })
  })

  it('waits for the scan', async () => {
    const us = await world.asker()
    const { organization, context } = us
    const bytes = Buffer.from('sku\nA\n')
    const { id } = await world.upload(context, { organization, fileName: 'products.csv', bytes })
    await expect(proposal(us, id)).rejects.toMatchObject({ code: 'not_available', reason: 'stored' })
  })
})

describe('whoever asks', () => {
  it('needs the right to import, and to the file, of the very organization', async () => {
    const us = await world.asker()
    const file = await fileOf(us, 'products.csv', 'sku\nA\n')
    const viewer = await world.asker('viewer', us.organization)
    await expect(proposal(viewer, file)).rejects.toMatchObject({ code: 'forbidden' })

    const them = await world.asker()
    await expect(proposal(them, file)).rejects.toMatchObject({ code: 'not_found' })
    await expect(proposal(them, file, { organization: us.organization })).rejects.toMatchObject({ code: 'forbidden' })
    const theirs = await fileOf(them, 'products.csv', 'sku\nA\n')
    const { actor } = us.context
    const both = {
      ...us,
      context: { actor: { ...actor, memberships: [...actor.memberships, ...them.context.actor.memberships] } },
    }
    await expect(proposal(both, theirs)).rejects.toMatchObject({
      code: 'invalid',
      fields: { file: [expect.any(String)] },
    })
  })

  it('is proposed only columns that are open to them', async () => {
    const us = await world.asker()
    const limited = await world.limited(us.organization, [
      { resource: 'product', action: 'import' },
      { resource: 'product', action: 'change', fields: ['name'] },
    ])
    const found = await proposal(limited, await fileOf(us, 'products.csv', 'sku,name\nA,Hammer\n'))
    expect(meanings(found)).toEqual({ sku: [null, null], name: ['name', 'guessed'] })
    const open = found.columns.filter(({ isOpen }) => isOpen).map(({ name }) => name)
    expect(open).toEqual(['id', 'name'])
  })
})

describe('what was said of a header', () => {
  const mapping = { Nr: 'sku', Was: 'name', Art: 'product_type' }
  const said = { mode: 'insert', match: ['sku'], mapping, transforms: { sku: ['upper'] }, decimal: ',' } as const
  const sheet = 'Nr,Was,Art,Rest\na,Hammer,SERVICE,x\n'

  it('is remembered once rows have come in by it, for everybody of the organization and nobody else', async () => {
    const us = await world.asker()
    const colleague = await world.asker('manager', us.organization)
    const next = await fileOf(us, 'next.csv', 'Art,Nr,Rest,Was\nSERVICE,b,x,Saw\n')
    const rehearsal = await world.bringIn(us, sheet, { ...said, defaults: { description: 'Ours' }, dry_run: true })
    expect(await proposal(us, next)).toMatchObject({ settings: null })
    await world.apply(us, rehearsal.id)

    const found = await proposal(colleague, next)
    expect(meanings(found)).toEqual({
      Art: ['product_type', 'remembered'],
      Nr: ['sku', 'remembered'],
      Rest: [null, 'remembered'],
      Was: ['name', 'remembered'],
    })
    expect(found.settings).toEqual({ mode: 'insert', match: ['sku'], transforms: { sku: ['upper'] }, decimal: ',' })
    expect(JSON.stringify(found)).not.toContain('Ours')

    const them = await world.asker()
    const theirs = await fileOf(them, 'next.csv', 'Art,Nr,Rest,Was\nSERVICE,b,x,Saw\n')
    expect(await proposal(them, theirs)).toMatchObject({ settings: null })
  })

  it('is followed by what is said next, helps with a header like it, and is no more than 50 headers', async () => {
    const us = await world.asker()
    await world.bringIn(us, sheet, said)
    await world.bringIn(us, sheet, { ...said, mode: 'upsert', mapping: { ...mapping, Rest: 'description' } })
    const wider = await fileOf(us, 'wider.csv', 'Nr,Was,Art,Rest,SKU\na,Hammer,SERVICE,x,y\n')
    expect(meanings(await proposal(us, wider))).toEqual({
      Nr: ['sku', 'remembered'],
      Was: ['name', 'remembered'],
      Art: ['product_type', 'remembered'],
      Rest: ['description', 'remembered'],
      SKU: [null, null],
    })
    await world.asOwner(
      `insert into import_mapping (organization_id, resource, header_key, header, mapping, used_at)
       select $1, 'product', 'key ' || n, '["x"]', '{"x": "sku"}', now() - interval '1 day' from generate_series(1, 60) n`,
      [us.organization],
    )
    await world.bringIn(us, sheet, said)
    const [kept] = await world.asOwner<{ count: number; own: number }>(
      `select count(*)::int as count, count(*) filter (where header ? 'Nr')::int as own from import_mapping where organization_id = $1`,
      [us.organization],
    )
    expect(kept).toEqual({ count: 50, own: 1 })
  })

  it('is nothing where it was only guessed: by the next time there may be more to guess from', async () => {
    const us = await world.asker()
    await world.bringIn(us, 'sku,name,product_type\nA,Hammer,SERVICE\n', { mode: 'insert' })
    const file = await fileOf(us, 'products.csv', 'sku,name,product_type\nA,Hammer,SERVICE\n')
    expect(meanings(await proposal(us, file)).sku).toEqual(['sku', 'guessed'])
  })
})
