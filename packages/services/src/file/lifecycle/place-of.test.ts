import { expect, it } from 'vitest'
import { byHeldName } from './place-of.ts'

const at = (organization: string, originalFilename: string, folder: string | null = null) => ({
  organization,
  folder,
  originalFilename,
})

it('names are held in one order by everybody, also at the top of several organizations', () => {
  const all = [at('a', 'x.txt'), at('b', 'x (2).txt'), at('c', 'x.txt'), at('a', 'y.txt'), at('c', 'x.txt', 'folder')]
  const ordered = [...all].sort(byHeldName)
  expect([...all].reverse().sort(byHeldName)).toEqual(ordered)
  for (const [place, one] of all.entries())
    for (const other of all.slice(place + 1)) expect(byHeldName(one, other)).toBe(-byHeldName(other, one))
})
