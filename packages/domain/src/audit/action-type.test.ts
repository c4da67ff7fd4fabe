import { describe, expect, it } from 'vitest'
import { actionTypeOf } from './action-type.ts'

const typeOf = (resource: string, event: string, changed: readonly string[] = []) =>
  actionTypeOf({ resource, event, changed })

describe('the action type of a write', () => {
  it.each([
    ['product', 'created', 'CREATE'],
    ['product', 'updated', 'UPDATE'],
    ['product', 'deleted', 'DELETE'],
    ['product', 'restored', 'RESTORE'],
    ['organization', 'moved', 'MOVE'],
    ['membership', 'created', 'PERMISSION_ASSIGN'],
    ['membership', 'updated', 'PERMISSION_CHANGE'],
    ['membership', 'deleted', 'PERMISSION_REVOKE'],
    ['tag', 'merged', 'DELETE'],
    ['file', 'stored', 'UPLOAD'],
    ['file', 'quarantined', 'SCAN'],
  ])('of %s.%s is %s', (resource, event, type) => expect(typeOf(resource, event)).toBe(type))

  it('is a change of permission when what a role gives has changed, and none when its name has', () => {
    expect(typeOf('role', 'updated', ['grants', 'name'])).toBe('PERMISSION_CHANGE')
    expect(typeOf('role', 'updated', ['name'])).toBe('UPDATE')
    expect(typeOf('product', 'updated', ['grants'])).toBe('UPDATE')
  })

  it('bytes that follow others are a change of the file', () => {
    expect(typeOf('file', 'stored', ['newVersionStatus'])).toBe('UPDATE')
    expect(typeOf('file', 'stored', ['status', 'sha256'])).toBe('UPLOAD')
  })

  it('of a service’s own word is an update', () => expect(typeOf('product', 'renamed')).toBe('UPDATE'))
})
