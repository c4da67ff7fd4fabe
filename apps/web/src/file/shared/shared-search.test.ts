import { describe, expect, it } from 'vitest'
import { readSharedSearch } from './shared-search.ts'

describe('the address of what others share', () => {
  it('keeps what it knows, and answers for each of its parameters', () => {
    expect(readSharedSearch({ q: 'crane', kind: 'folder', sort: '-name', folder: 'f', preview: 'p' })).toEqual({
      q: 'crane',
      kind: 'folder',
      sort: '-name',
      folder: 'f',
      preview: 'p',
    })
    const nothing = { q: undefined, kind: undefined, sort: undefined, folder: undefined, preview: undefined }
    expect(readSharedSearch({ kind: 'link', sort: 'size', q: '' })).toStrictEqual(nothing)
  })
})
