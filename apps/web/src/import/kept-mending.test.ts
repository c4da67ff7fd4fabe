import { expect, it } from 'vitest'
import { keptMending } from './kept-mending.ts'
import { mend, nothingMended, skipRows } from './mending.ts'

const sha256 = 'a'.repeat(64)
const proposal = { sha256, sheets: [], sheet: null }
const parameters = {
  sha256,
  mode: 'upsert',
  delimiter: ';',
  corrections: { '7': { Name: 'Crane' } },
  skip_rows: [4],
}
const mending = skipRows(mend(nothingMended, { row: 9, header: 'Typ' }, 'SERVICE', 'Servize'), [5])

it('goes with a plan whose columns are changed: what was tried, and what was not yet', () => {
  expect(keptMending({ parameters, mending, draft: { delimiter: ';', mode: 'update' }, proposal })).toEqual({
    mending: { cells: { '7': { Name: 'Crane' }, '9': { Typ: 'SERVICE' } }, skipped: [4, 5] },
    isVoid: false,
  })
})

it('is void for a file that is read otherwise, or is another one', () => {
  const lost = { mending: nothingMended, isVoid: true }
  expect(keptMending({ parameters, mending, draft: { delimiter: ',' }, proposal })).toEqual(lost)
  expect(keptMending({ parameters, mending, draft: { delimiter: ';', header_row: 2 }, proposal })).toEqual(lost)
  const other = { ...proposal, sha256: 'b'.repeat(64) }
  expect(keptMending({ parameters, mending, draft: { delimiter: ';' }, proposal: other })).toEqual(lost)
})

it('is not missed where nothing was mended', () => {
  const plan = { parameters: { mode: 'upsert' }, mending: nothingMended, draft: { header_row: 2 }, proposal }
  expect(keptMending(plan)).toEqual({ mending: nothingMended, isVoid: false })
})

it('stays with the sheet that was taken because nobody chose another', () => {
  const workbook = { sha256, sheets: ['Stock', 'Old'], sheet: 'Stock' }
  const plan = { parameters: { ...parameters, sheet: 'Stock' }, mending: nothingMended, proposal: workbook }
  expect(keptMending({ ...plan, draft: { delimiter: ';' } })).toMatchObject({ isVoid: false })
  expect(keptMending({ ...plan, draft: { delimiter: ';', sheet: 'Old' } })).toMatchObject({ isVoid: true })
})
