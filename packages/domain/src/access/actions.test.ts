import { expect, it } from 'vitest'
import { StoredFile } from '../file/stored-file.ts'
import { Organization } from '../organization/organization.ts'
import { UnitOfMeasure } from '../reference/unit-of-measure.ts'
import { actionsOf, rowActionsOf } from './actions.ts'
import { Role } from './role.ts'

it('what a grant may name follows from the definition', () => {
  expect(actionsOf(StoredFile)).toEqual([
    'view',
    'add',
    'change',
    'delete',
    'restore',
    'download',
    'share',
    'purge',
    'quarantine',
    'hold',
    'export',
    'import',
  ])
  expect(actionsOf(Organization)).toEqual(['view', 'add', 'change', 'delete', 'restore', 'move', 'export', 'import'])
  expect(actionsOf(Role)).toEqual(['view', 'add', 'change', 'delete', 'viewAs', 'export', 'import'])
})

it('a row tells those that concern it', () => {
  expect(rowActionsOf(StoredFile)).toEqual([
    'change',
    'delete',
    'restore',
    'download',
    'share',
    'purge',
    'quarantine',
    'hold',
  ])
  expect(rowActionsOf(UnitOfMeasure)).toEqual(['change', 'delete'])
})

it('what is only appended to is viewed and exported, nothing else', () => {
  const log = { ...UnitOfMeasure, appendOnly: true, actions: ['seal'] }
  expect(actionsOf(log)).toEqual(['view', 'export', 'seal'])
  expect(rowActionsOf(log)).toEqual(['seal'])
})
