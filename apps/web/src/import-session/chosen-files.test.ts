import { describe, expect, it } from 'vitest'
import { noFiles, refusalOf, withFiles } from './chosen-files.ts'
import { words } from './words.ts'

const file = (name: string, text = 'number,name\n1,Ada\n') => new File([text], name, { lastModified: 1 })
const stat = file('stat PT 2026-11.csv')
const recap = file('recap PT 2026-11.xlsx')

describe('files that are dropped together', () => {
  it('go where their names say, whichever came first', () => {
    expect(withFiles(noFiles, [recap, stat])).toEqual({ stat, recap })
  })

  it('go to the place that is free when their names say nothing', () => {
    const [one, other, third] = [file('one.csv'), file('other.csv'), file('third.csv')]
    expect(withFiles(noFiles, [one, other, third])).toEqual({ stat: one, recap: other })
    expect(withFiles({ stat: one, recap: null }, [stat])).toEqual({ stat: one, recap: stat })
  })
})

describe('a file', () => {
  it('that is a table is taken', () => {
    expect(refusalOf('stat', { stat, recap: null }, undefined)).toBeNull()
    expect(refusalOf('recap', { stat, recap }, undefined)).toBeNull()
    expect(refusalOf('recap', noFiles, undefined)).toBeNull()
  })

  it('that is none is refused by its name', () => {
    const picture = file('stat.png')
    expect(refusalOf('stat', { stat: picture, recap: null }, undefined)).toBe(words.notATable('stat.png'))
  })

  it('is not both', () => {
    expect(refusalOf('recap', { stat, recap: stat }, undefined)).toBe(words.sameFile)
  })

  it('that is empty is refused as every empty file is', () => {
    expect(refusalOf('stat', { stat: file('stat.csv', ''), recap: null }, undefined)).toMatch(/empty/i)
  })
})
