import { describe, expect, it } from 'vitest'
import { Client } from '../insurance/client.ts'
import { importParameters } from './import-parameters.ts'
import { planImport } from './import-plan.ts'
import { planRow, type Standing } from './plan-row.ts'
import { readRow } from './read-row.ts'

const header = ['client_number', 'name', 'country']
const organization = '01890a5d-ac96-774b-bcce-b302099a8057'
const plan = planImport({
  resource: Client,
  parameters: importParameters.parse({ fixed: { country: 'CH' } }),
  customFields: [],
  header,
})
const verdict = (cells: readonly string[], standing: Standing | null = null) =>
  planRow(plan, readRow(plan, { number: 2, cells }), { organization, standing })
const standing = (country: string, readable: Standing['readable'] = 'all'): Standing => ({
  values: { id: '01890a5d-ac96-774b-bcce-b302099a8058', version: 1, clientNumber: 'C1', name: 'Ada', country },
  readable,
})
const refused = { kind: 'issues', issues: [{ column: 'country', rule: 'fixed_value', message: 'Must be CH' }] }

describe('a value that all rows of a file must have', () => {
  it('is given to new rows that say nothing, and taken from those that say the same', () => {
    for (const country of ['', 'CH'])
      expect(verdict(['C1', 'Ada', country])).toMatchObject({ kind: 'create', input: { country: 'CH' } })
  })

  it('is the only one that a row may say', () => {
    expect(verdict(['C1', 'Ada', 'AT'])).toMatchObject(refused)
    expect(verdict(['C1', 'Ada', 'AT'], standing('CH'))).toMatchObject(refused)
  })

  it('keeps rows that are something else from being changed', () => {
    expect(verdict(['C1', 'Grace', ''], standing('AT'))).toMatchObject(refused)
    expect(verdict(['C1', 'Grace', ''], standing('CH'))).toMatchObject({ kind: 'update', patch: { name: 'Grace' } })
  })

  it('tells nothing of a field that is closed to the caller', () => {
    const closed = standing('AT', new Set(['clientNumber', 'name']))
    expect(verdict(['C1', 'Ada', ''], closed)).not.toMatchObject(refused)
  })
})
