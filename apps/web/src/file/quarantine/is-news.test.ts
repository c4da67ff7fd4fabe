import { expect, it } from 'vitest'
import { isNews } from './is-news.ts'

const shown = new Set(['held'])
const newsOf = (topics: readonly string[], objectId: string, resource = 'file') =>
  topics.filter((topic) => isNews({ resource, topic, objectId }, shown))

const bringing = ['file.quarantined', 'file.version-unscannable', 'file.withdrawn', 'file.released', 'file.restored']
const ending = ['file.available', 'file.version-available', 'file.deleted', 'file.purged', 'file.versions']

it('is what may bring a row, of any file', () => {
  expect(newsOf(bringing, 'other')).toEqual(bringing)
})

it('is what may end a row only of a file that is shown: a clean scan elsewhere is none', () => {
  expect(newsOf(ending, 'held')).toEqual(ending)
  expect(newsOf(ending, 'other')).toEqual([])
})

it('is nothing else that happens to a file, and nothing of other resources', () => {
  expect(newsOf(['file.stored', 'file.updated', 'file.scanning'], 'held')).toEqual([])
  expect(newsOf(['folder.deleted', 'folder.restored'], 'held', 'folder')).toEqual([])
})
