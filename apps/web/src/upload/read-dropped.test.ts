import { expect, it } from 'vitest'
import { readDropped, Unread } from './read-dropped.ts'

/** What stands on a desktop: a file, what cannot be read, or a folder, which may break off after so many entries. */
type Held = 'file' | 'locked' | { readonly entries: Readonly<Record<string, Held>>; readonly breaksAfter?: number }

function entryOf(name: string, held: Held, atOnce = 100): FileSystemEntry {
  type Failed = (error: Error) => void
  const refused = new DOMException('', 'NotReadableError')
  if (typeof held === 'string') {
    const file = (done: (file: File) => void, failed: Failed) =>
      held === 'file' ? done(new File(['ebb'], name)) : failed(refused)
    return { name, isFile: true, isDirectory: false, file } as never
  }
  const createReader = () => {
    const left = Object.entries(held.entries).map(([below, one]) => entryOf(below, one))
    let given = 0
    const readEntries = (done: (some: FileSystemEntry[]) => void, failed: Failed) => {
      if (held.breaksAfter !== undefined && given >= held.breaksAfter) return failed(refused)
      given += atOnce
      done(left.splice(0, atOnce))
    }
    return { readEntries }
  }
  return { name, isFile: false, isDirectory: true, createReader } as never
}

async function found(tree: Readonly<Record<string, Held>>) {
  const items = Object.entries(tree).map(([name, held]) => ({ webkitGetAsEntry: () => entryOf(name, held) }))
  const files: string[] = []
  try {
    for await (const portion of readDropped({ items, files: [] } as never))
      files.push(...portion.map(({ file, path }) => [path, file.name].filter(Boolean).join('/')))
  } catch (error) {
    if (error instanceof Unread) return { files, unread: error.paths }
    throw error
  }
  return { files, unread: [] }
}

const named = (count: number, from = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${from + at}.txt`, 'file'] as const))

it('one that cannot be read costs none of the others, wherever it stands', async () => {
  const photos = { entries: { ...named(150), 'locked.jpg': 'locked', ...named(150, 200) } } as const
  const { files, unread } = await found({ 'first.txt': 'locked', photos, 'last.txt': 'file' })
  expect(files).toHaveLength(301)
  expect(files.at(-1)).toBe('last.txt')
  expect(unread).toEqual(['first.txt', 'photos/locked.jpg'])
})

it('a folder that cannot be opened, or not to its end, costs no more than what is in it', async () => {
  const { files, unread } = await found({
    shut: { entries: named(3), breaksAfter: 0 },
    torn: { entries: { inner: { entries: { torn: { entries: named(150), breaksAfter: 100 } } } } },
    'last.txt': 'file',
  })
  expect(files).toHaveLength(101)
  expect(files.at(-1)).toBe('last.txt')
  expect(unread).toEqual(['shut', 'torn/inner/torn'])
})

it('where all can be read nothing is said', async () => {
  expect(await found({ 'a.txt': 'file', empty: { entries: {} }, b: { entries: { 'c.txt': 'file' } } })).toEqual({
    files: ['a.txt', 'b/c.txt'],
    unread: [],
  })
})
