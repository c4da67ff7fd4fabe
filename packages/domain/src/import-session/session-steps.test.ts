import { describe, expect, it } from 'vitest'
import { importParameters } from '../import/import-parameters.ts'
import { planImport } from '../import/import-plan.ts'
import { resourceNamed } from '../registry.ts'
import { ImportSession } from './import-session.ts'
import { stepAfter, stepsOfSession } from './session-steps.ts'

const both = { country: 'CH', statFile: 'stat', recapFile: 'recap' }

describe('the steps of a session', () => {
  it('make clients, then their policies, then the claims', () => {
    expect(stepsOfSession(both).map(({ target, file }) => [target, file])).toEqual([
      ['client', 'stat'],
      ['policy', 'stat'],
      ['claim', 'recap'],
    ])
    expect(stepAfter(both, 'client')?.target).toBe('policy')
    expect(stepAfter(both, 'claim')).toBeUndefined()
    expect(stepAfter(both, 'product')).toBeUndefined()
  })

  it('are those of the files that there are', () => {
    expect(stepsOfSession({ ...both, statFile: null }).map(({ target }) => target)).toEqual(['claim'])
    expect(stepAfter({ ...both, recapFile: null }, 'policy')).toBeUndefined()
  })

  it.each(stepsOfSession(both))('ask of an import what it understands: $target', ({ parameters, target }) => {
    expect(importParameters.parse(parameters)).toMatchObject({ mode: 'upsert', fixed: { country: 'CH' } })
    const header = [`${target}_number`, 'name', 'client_number', 'policy_number', 'country']
    const plan = planImport({
      resource: resourceNamed(target),
      parameters: importParameters.parse(parameters),
      customFields: [],
      header: [...new Set(header)],
    })
    expect(plan.match).toEqual([`${target}Number`])
  })

  const stat = ['policy_number', 'client_name', 'client_number', 'branch', 'premium', 'currency', 'start_date']
  it.each([
    ['client', { client_number: 'client_number', client_name: 'name' }],
    [
      'policy',
      {
        policy_number: 'policy_number',
        client_number: 'client',
        branch: 'branch',
        premium: 'premium',
        currency: 'currency',
        start_date: 'starts_on',
      },
    ],
  ])('find the columns of a %s in one file', (target, expected) => {
    const step = stepsOfSession(both).find((one) => one.target === target)
    const parameters = importParameters.parse(step?.parameters)
    const plan = planImport({ resource: resourceNamed(target), parameters, customFields: [], header: stat })
    const mapping = plan.columns.flatMap(({ header, column }) => (header ? [[header, column.name]] : []))
    expect(Object.fromEntries(mapping)).toEqual(expected)
  })
})

describe('a session', () => {
  const broken = (row: object) =>
    (ImportSession.rules ?? []).filter(({ isBroken }) => isBroken({ ...row })).map(({ field }) => field)

  it('has at least one file, and not one file twice', () => {
    expect(broken(both)).toEqual([])
    expect(broken({ statFile: 'stat', recapFile: null })).toEqual([])
    expect(broken({ statFile: null, recapFile: null })).toEqual(['statFile'])
    expect(broken({ statFile: 'stat', recapFile: 'stat' })).toEqual(['recapFile'])
  })
})
