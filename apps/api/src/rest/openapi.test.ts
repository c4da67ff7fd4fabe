import { expect, it } from 'vitest'
import { openApiDocument } from './openapi.ts'
import { restRoutes } from './rest-routes.ts'

const publicUrl = 'https://groundwork.example'

it('lets others have their turn after each route that it describes', async () => {
  let turns = 0
  let isOver = false
  const turn = () => {
    turns += 1
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  await openApiDocument(restRoutes, {}, publicUrl)
  isOver = true
  expect(turns).toBeGreaterThanOrEqual(restRoutes.length)
})

it('says of each route what it says of that route alone', async () => {
  const alone: Record<string, unknown> = {}
  for (const route of restRoutes) {
    const { paths } = await openApiDocument([route], {}, publicUrl)
    for (const [path, methods] of Object.entries(paths as object)) alone[path] = { ...(alone[path] ?? {}), ...methods }
  }
  const { paths } = await openApiDocument(restRoutes, {}, publicUrl)
  expect(JSON.stringify(paths)).toBe(JSON.stringify(alone))
})
