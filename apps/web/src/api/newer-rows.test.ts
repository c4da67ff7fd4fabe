import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { newerRow, newerRows } from './newer-rows.ts'

interface Row {
  readonly id: string
  readonly version: number
  readonly name: string
}

const row = (id: string, version: number): Row => ({ id, version, name: `${id}${version}` })
const list = (...rows: Row[]) => ({ pages: [{ rows }], pageParams: [null] })

it('a row that was changed while its list was asked for stays as it was changed', async () => {
  const client = new QueryClient()
  const queryKey = ['file', 'list']
  client.setQueryData(queryKey, list(row('a', 1), row('b', 1)))
  const answers: ((answer: unknown) => void)[] = []
  const asked = client.fetchQuery({
    queryKey,
    queryFn: () => new Promise((resolve) => answers.push(resolve)),
    structuralSharing: newerRows,
  })
  client.setQueryData(queryKey, list(row('a', 2), row('b', 1)))
  answers[0]?.(list(row('c', 1), row('a', 1)))
  await asked
  expect(client.getQueryData(queryKey)).toEqual(list(row('c', 1), row('a', 2)))
})

it('newer rows, and equal ones that say something else, are taken', () => {
  const renamed = { ...row('b', 1), name: 'of somebody who may do more' }
  expect(newerRows(list(row('a', 1), row('b', 1)), list(row('a', 3), renamed))).toEqual(list(row('a', 3), renamed))
  expect(newerRows(undefined, list(row('a', 1)))).toEqual(list(row('a', 1)))
  expect(newerRow(undefined, row('a', 1))).toEqual(row('a', 1))
  expect(newerRow(row('b', 1), renamed)).toEqual(renamed)
  expect(newerRow(row('a', 2), row('a', 1))).toEqual(row('a', 2))
})

it('a row that was made anew under the key of one that is gone is another row', () => {
  const [gone, made] = [
    { slug: 'open', version: 3, createdAt: '2026-05-04T12:00:00Z' },
    { slug: 'open', version: 1, createdAt: '2026-11-22T12:00:00Z' },
  ]
  expect(newerRow(gone, made)).toEqual(made)
})

it('rows without versions are taken as they are answered', () => {
  const [shown, answered] = [
    { code: 'DE', name: 'x' },
    { code: 'DE', name: 'y' },
  ]
  expect(newerRow(shown, answered)).toEqual(answered)
})

it('what did not change stays the very same, so that nothing is drawn anew', () => {
  const shown = list(row('a', 1), row('b', 1))
  expect(newerRows(shown, list(row('a', 1), row('b', 1)))).toBe(shown)
  expect(newerRow(shown.pages[0]?.rows[0], row('a', 1))).toBe(shown.pages[0]?.rows[0])
})
