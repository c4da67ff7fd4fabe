import { isBulkTarget, type Resource, resources } from '@groundwork/domain'
import { expect, it } from 'vitest'
import { restRoutes } from './rest-routes.ts'

const withHandle = Object.values<Resource>(resources).filter(({ handle }) => handle !== undefined)

it.each(withHandle)('$name: no handle is a word that stands in its place in a route', (resource) => {
  const words = restRoutes.flatMap(({ path }) => new RegExp(`^/${resource.plural}/([^/{]+)`).exec(path)?.[1] ?? [])
  expect(words).toContain('bulk')
  for (const word of words) expect(resource.fields[resource.handle ?? '']?.schema.safeParse(word).success).toBe(false)
})

it('whatever a job may change many rows of has the door for it, and nothing else has', () => {
  const doors = restRoutes.filter(({ path }) => path.endsWith('/bulk-job')).map(({ path }) => path.split('/')[1])
  const targets = Object.values<Resource>(resources).filter(isBulkTarget)
  expect(doors.toSorted()).toEqual(targets.map(({ plural }) => plural).toSorted())
})
