import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { makeAvailable } from '@groundwork/db/testing'
import { writeSpreadsheet } from '@groundwork/spreadsheet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let home: string
let owner: Caller
let stranger: Caller

beforeAll(async () => {
  api = await startTestApi()
  home = await api.organization('Home')
  owner = await api.member(home, 'owner')
  stranger = await api.member(await api.organization('Elsewhere'), 'owner')
})
afterAll(() => api.stop())

async function upload(name: string, content: string | Buffer): Promise<string> {
  const form = new FormData()
  form.append('organization', home)
  form.append('file', new Blob([content]), name)
  const { body } = await owner('POST', '/files/upload/', form)
  await makeAvailable(api.sql, body.id)
  return body.id
}

const preview = (file: string, query = '', caller = owner) => caller('GET', `/files/${file}/preview/${query}`)

describe('the preview of a table', () => {
  it('tells how it is written, its columns and its first ten rows (seed 002)', async () => {
    const lines = Array.from({ length: 25 }, (_, at) => `00${at};Größe ${at}`)
    const file = await upload('sizes.csv', `Sizes\r\n\r\ncode;name\r\n${lines.join('\r\n')}\r\n`)
    const { status, body } = await preview(file)
    expect([status, body]).toMatchObject([
      200,
      {
        format: 'csv',
        sheets: [],
        sheet: null,
        encoding: 'utf-8',
        delimiter: ';',
        header_row: 3,
        columns: ['code', 'name'],
        is_cut: true,
      },
    ])
    expect(body.rows).toEqual(Array.from({ length: 10 }, (_, at) => [`00${at}`, `Größe ${at}`]))
  })

  it('is read as the caller says', async () => {
    const file = await upload('odd.csv', Buffer.from('note\na,b\nné,2|3\n', 'latin1'))
    expect((await preview(file, '?encoding=latin1&delimiter=%7C&header_row=2')).body).toMatchObject({
      encoding: 'windows-1252',
      delimiter: '|',
      header_row: 2,
      columns: ['a,b', 'Column B'],
      rows: [['né,2', '3']],
      is_cut: false,
    })
  })

  it('shows a workbook by its sheets, days as days', async () => {
    const columns = [
      { name: 'day', kind: 'date' },
      { name: 'amount', kind: 'number' },
    ] as const
    const rows = (async function* () {
      yield [['2026-11-21', '1.5'] as const]
    })()
    const file = await upload('days.xlsx', await buffer(writeSpreadsheet('xlsx', columns, rows)))
    const { body } = await preview(file)
    expect(body).toMatchObject({ format: 'xlsx', encoding: null, delimiter: null, rows: [['2026-11-21', 1.5]] })
    expect(body.sheets).toEqual([body.sheet])
    expect((await preview(file, '?sheet=West')).body).toMatchObject({ status: 400, reason: 'unknown_sheet' })
  })

  it('is for those who may see the file, and each look is written down', async () => {
    const file = await upload('seen.csv', 'a,b\n1,2\n')
    const unseen = await preview(file, '', stranger)
    const unknown = await preview(randomUUID(), '', stranger)
    expect([unseen.status, unseen.body.detail]).toEqual([404, unknown.body.detail])
    expect((await api.anonymous('GET', `/files/${file}/preview/`)).status).toBe(401)
    await preview(file)
    const looks = await api.sql(
      `select context ->> 'derivative' as derivative from audit_entry where object_id = $1 and action_type = 'VIEW'`,
      [file],
    )
    expect(looks).toEqual([{ derivative: 'table' }])
    await api.sql(`update file set status = 'quarantined' where id = $1`, [file])
    expect((await preview(file)).status).toBe(404)
  })

  it.each([
    ['empty_spreadsheet', 'blank.csv', '\n \n'],
    ['unclosed_quote', 'quote.csv', 'a,b\n"1,2\n'],
    ['unreadable_spreadsheet', 'page.pdf', '%PDF-1.4\n%%EOF\n'],
    ['too_many_columns', 'wide.csv', 'a,'.repeat(100_000)],
  ])('says why there is none: %s', async (reason, name, content) => {
    const { status, body } = await preview(await upload(name, content))
    expect([status, body.code, body.reason]).toEqual([400, 'invalid', reason])
    expect(body.detail).not.toBe('')
  })

  it.each([
    ['?header_row=-1', 'header_row'],
    ['?header_row=1001', 'header_row'],
    ['?header_row=first', 'header_row'],
    ['?headerRow=1', 'header_row'],
    ['?rows=20', 'rows'],
    ['?delimiter=long-one', 'delimiter'],
  ])('refuses %s by its name', async (query, field) => {
    const { status, body } = await preview(await upload('named.csv', 'a,b\n1,2\n'), query)
    expect([status, Object.keys(body.errors)]).toEqual([400, [field]])
  })

  it('is the same for programs that speak tRPC', async () => {
    const file = await upload('trpc.csv', 'a,b\n1,2\n')
    const input = encodeURIComponent(JSON.stringify({ id: file, headerRow: 1 }))
    const answer = await fetch(`${api.url}/api/trpc/file.preview?input=${input}`, {
      headers: { Authorization: `Bearer ${owner.token}` },
    })
    expect(await answer.json()).toMatchObject({
      result: { data: { columns: ['a', 'b'], rows: [['1', '2']], headerRow: 1 } },
    })
  })
})
