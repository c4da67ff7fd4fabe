import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../support/start-test-api.ts'
import { guardRedisUrl } from './guard-world.ts'
import { drawPermissionMatrix } from './permission-matrix.ts'

const golden = new URL('../../../../docs/permission-matrix.md', import.meta.url)

/** Formatting aligns the columns of the file; what stands in them is what counts. */
const unaligned = (text: string) => text.replace(/ *\| */g, '|').replace(/-{3,}/g, '---')

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ REDIS_URL: guardRedisUrl() }, { isLong: true })
})
afterAll(() => api.stop())

it('who may do what is what docs/permission-matrix.md says (UPDATE_GOLDEN=1 writes it anew)', async () => {
  const matrix = await drawPermissionMatrix(api)
  if (process.env.UPDATE_GOLDEN) await writeFile(golden, matrix)
  expect(unaligned(matrix)).toBe(unaligned(await readFile(golden, 'utf8')))
}, 900_000)
