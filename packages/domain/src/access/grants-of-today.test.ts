import { expect, it } from 'vitest'
import type { Filter } from '../filter/filter.ts'
import { grantsOfToday } from './grants-of-today.ts'
import { ownRows } from './own-rows.ts'
import type { Grant } from './principal.ts'

const uploads: Filter = { field: 'uploadedBy', op: 'eq', value: '$principal.userId' }
const isHere: Filter = { field: 'customFields.country', op: 'eq', value: '$membership.country' }
const onFiles = (more: Partial<Grant>): Grant => ({ resource: 'file', action: 'view', ...more })

it('says "own" of files as it is said today, wherever it stands in a rule', () => {
  const rule = (own: Filter): Filter => ({ and: [isHere, { or: [{ not: own }, own] }] })
  expect(grantsOfToday([onFiles({ where: rule(uploads) })])).toEqual([onFiles({ where: rule(ownRows) })])
})

it('opens the owner where who uploaded is open', () => {
  expect(grantsOfToday([onFiles({ fields: ['originalFilename', 'uploadedBy'] })])).toEqual([
    onFiles({ fields: ['originalFilename', 'uploadedBy', 'createdBy'] }),
  ])
})

it.each<[what: string, kept: unknown]>([
  ['who uploaded, where it is about somebody else', [onFiles({ where: { ...uploads, value: 'ben' } })]],
  ['other things than files', [{ resource: 'document', action: 'view', where: uploads, fields: ['uploadedBy'] }]],
  ['all that is open', [onFiles({})]],
  ['both, where both are named', [onFiles({ fields: ['createdBy', 'uploadedBy'] })]],
  ['what are no grants', { grants: 'many' }],
])('leaves %s', (_, kept) => {
  expect(grantsOfToday(kept)).toEqual(kept)
})
