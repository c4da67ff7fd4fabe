import { describe, expect, it } from 'vitest'
import { noContent, type RestRoute } from './route.ts'
import { RouteTree } from './route-tree.ts'

const route = (method: RestRoute['method'], path: string): RestRoute => ({
  method,
  path,
  tag: 'test',
  summary: path,
  access: 'signed-in',
  run: async () => noContent,
})

const tree = new RouteTree([
  route('GET', '/files'),
  route('GET', '/files/{id}'),
  route('DELETE', '/files/{id}'),
  route('GET', '/profiles/me'),
  route('GET', '/profiles/{id}'),
  route('POST', '/organizations/{id}/move'),
])
const found = (path: string) => {
  const match = tree.match(path)
  return (
    match && { paths: [...match.routes.values()].map(({ method, path }) => `${method} ${path}`), params: match.params }
  )
}

describe('RouteTree', () => {
  it('finds a route with and without the trailing slash', () => {
    expect(found('/files/')).toEqual({ paths: ['GET /files'], params: {} })
    expect(found('/files')).toEqual(found('/files/'))
  })

  it('reads parameters, escapes undone', () => {
    expect(found('/files/a%20b/')?.params).toEqual({ id: 'a b' })
  })

  it('leaves a broken escape as it stands', () => {
    expect(found('/files/%zz')?.params).toEqual({ id: '%zz' })
  })

  it('prefers the literal segment', () => {
    expect(found('/profiles/me/')?.paths).toEqual(['GET /profiles/me'])
    expect(found('/profiles/you/')?.params).toEqual({ id: 'you' })
  })

  it('offers every method of a path', () => {
    expect(found('/files/1')?.paths).toEqual(['GET /files/{id}', 'DELETE /files/{id}'])
  })

  it.each(['/', '/organizations/1', '/files/1/2', '/__proto__', '/constructor'])('knows nothing of %s', (path) => {
    expect(found(path)).toBeNull()
  })

  it('refuses two routes for one address', () => {
    expect(() => new RouteTree([route('GET', '/a'), route('GET', '/a')])).toThrow('Two routes answer GET /a')
  })
})
