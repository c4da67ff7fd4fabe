import { type Grant, ownRows } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { cellOf, withCell } from './matrix.ts'

const file = { name: 'file', actions: ['view', 'add', 'change'] }
const own: Grant = { resource: 'file', action: 'change', where: ownRows }

describe('a cell of the permission matrix', () => {
  it('tells nothing, some and all apart', () => {
    const grants: Grant[] = [{ resource: 'file', action: 'view' }, own]
    expect(cellOf(grants, 'file', 'view').state).toBe('all')
    expect(cellOf(grants, 'file', 'change')).toEqual({ state: 'some', grants: [own] })
    expect(cellOf(grants, 'file', 'add').state).toBe('none')
    expect(cellOf(grants, 'product', 'view').state).toBe('none')
  })

  it('is whole where a grant on everything covers it', () => {
    expect(cellOf([{ resource: '*', action: '*' }], 'file', 'add').state).toBe('whole')
    expect(cellOf([{ resource: '*', action: 'view' }], 'file', 'add').state).toBe('none')
    expect(cellOf([{ resource: '*', action: '*' }], '*', '*').state).toBe('all')
  })

  it('keeps what the other actions had when a grant for all actions is taken apart', () => {
    const after = withCell([{ resource: 'file', action: '*' }], file, 'change', [{ where: ownRows }])
    expect(after).toEqual([{ resource: 'file', action: 'view' }, { resource: 'file', action: 'add' }, own])
  })

  it('takes a right away without touching other subjects', () => {
    const product: Grant = { resource: 'product', action: 'view' }
    expect(withCell([product, { resource: 'file', action: 'view' }], file, 'view', [])).toEqual([product])
  })

  it('replaces a rule by another one', () => {
    const draft = { field: 'status', op: 'eq', value: 'draft' } as const
    expect(withCell([own], file, 'change', [{ where: draft }])).toEqual([{ ...own, where: draft }])
  })

  it('lets everything of a subject stand for each of its actions', () => {
    const after = withCell([own], file, '*', [{}])
    expect(after).toEqual([{ resource: 'file', action: '*' }])
    expect(cellOf(after, 'file', 'add').state).toBe('all')
  })
})
