import { describe, expect, it } from 'vitest'
import { parseSearch, stringifySearch } from '../ui/search-params.ts'
import { everyOf, fileFilter, folderFilter, placeFilter } from './file-filter.ts'
import { filterCount, readFileSearch } from './file-search.ts'

const reopened = (search: object) => readFileSearch(parseSearch(stringifySearch({ ...search })))

describe('the view of files in the address bar', () => {
  it('survives the way into the address and back', () => {
    const view = {
      q: 'müller & söhne',
      kind: ['image', 'video'],
      state: ['refused'],
      tag: ['a, b', 'c'],
      size: '1024..',
      date: '2026-01-01..2026-01-31',
      owner: ['0188', '0189'],
      starred: 'yes',
      folder: '0200',
      sort: '-fileSize',
      view: 'grid',
      open: '0199',
    }
    expect(reopened(view)).toEqual(view)
  })

  it('answers for each parameter, so that nothing unread comes through', () => {
    const keys = ['q', 'kind', 'state', 'tag', 'size', 'date', 'owner', 'starred', 'folder']
    keys.push('sort', 'view', 'open', 'tab', 'preview')
    expect(Object.keys(readFileSearch({}))).toEqual(keys)
  })

  it('drops what it does not know instead of failing', () => {
    const raw = { kind: ['image', 'spaceship'], state: 'gone', sort: 'storageKey', size: '..', date: 'soon', view: 3 }
    expect(readFileSearch(raw)).toEqual({ kind: ['image'] })
  })

  it('has a plain address for the plain view', () => {
    expect(stringifySearch({ q: '', kind: undefined, tag: [] })).toBe('')
  })

  it('counts filters, not sorting or view', () => {
    expect(filterCount({ q: 'a', tag: ['b', 'c'], sort: 'fileSize', view: 'grid' })).toBe(2)
  })
})

describe('the filter behind the address', () => {
  const today = new Date(2026, 10, 21, 15, 30)

  it('is nothing when nothing narrows', () => {
    expect(fileFilter({ q: 'words are searched, not filtered' }, today)).toBeUndefined()
  })

  it('names every state of a group', () => {
    expect(fileFilter({ state: ['processing', 'unscannable'] }, today)).toEqual({
      and: [{ field: 'status', op: 'in', value: ['pending', 'receiving', 'stored', 'scanning', 'unscannable'] }],
    })
  })

  it('wants every tag and both ends of a size', () => {
    expect(fileFilter({ tag: ['a', 'b'], size: '10..20' }, today)).toEqual({
      and: [
        { field: 'tags', op: 'hasall', value: ['a', 'b'] },
        { field: 'fileSize', op: 'gte', value: 10 },
        { field: 'fileSize', op: 'lte', value: 20 },
      ],
    })
  })

  it('counts days in the reader’s own time, the last one in', () => {
    expect(fileFilter({ date: '2026-01-01..2026-01-31' }, today)).toEqual({
      and: [
        { field: 'createdAt', op: 'gte', value: new Date(2026, 0, 1).toISOString() },
        { field: 'createdAt', op: 'lt', value: new Date(2026, 1, 1).toISOString() },
      ],
    })
  })

  it('asks the same question all day long', () => {
    const morning = fileFilter({ date: '7d' }, new Date(2026, 10, 21, 0, 1))
    expect(fileFilter({ date: '7d' }, today)).toEqual(morning)
    expect(morning).toEqual({ and: [{ field: 'createdAt', op: 'gte', value: new Date(2026, 10, 15).toISOString() }] })
  })
})

describe('where it is looked', () => {
  it('is the folder itself while nothing narrows the list', () => {
    expect(placeFilter({})).toEqual({ field: 'folder', op: 'isnull', value: true })
    expect(placeFilter({ folder: 'f' })).toEqual({ field: 'folder', op: 'eq', value: 'f' })
    expect(folderFilter({})).toEqual({ field: 'parent', op: 'isnull', value: true })
    expect(folderFilter({ folder: 'f' })).toEqual({ field: 'parent', op: 'eq', value: 'f' })
  })

  it('is everything below it as soon as something does', () => {
    expect(placeFilter({ q: 'plan' })).toBeUndefined()
    expect(placeFilter({ q: 'plan', folder: 'f' })).toEqual({ field: 'folder', op: 'descendantof', value: 'f' })
  })

  it('finds folders by name alone', () => {
    expect(folderFilter({ q: 'plan' })).toBe('all')
    expect(folderFilter({ q: 'plan', folder: 'f' })).toMatchObject({ and: [{ op: 'descendantof' }, { op: 'neq' }] })
    expect(folderFilter({ kind: ['image'] })).toBeUndefined()
    expect(folderFilter({ q: 'plan', tag: ['a'] })).toBeUndefined()
  })
})

it('joins conditions only where there are several', () => {
  const one = { field: 'kind', op: 'eq', value: 'image' } as const
  expect(everyOf(undefined, undefined)).toBeUndefined()
  expect(everyOf(undefined, one)).toBe(one)
  expect(everyOf(one, one)).toEqual({ and: [one, one] })
})
