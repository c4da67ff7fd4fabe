import { describe, expect, it } from 'vitest'
import { readChosen, readDropped } from './dropped-files.ts'

const fileOf = (name: string) => new File(['ebb'], name)

type Tree = { readonly [name: string]: File | Tree }

/** An entry of a drop as browsers hand it out: what is in a folder comes in batches, and ends with none. */
function entryOf(name: string, held: File | Tree, atOnce = 2): FileSystemEntry {
  if (held instanceof File) {
    return { name, isFile: true, isDirectory: false, file: (done: (file: File) => void) => done(held) } as never
  }
  const createReader = () => {
    const left = Object.entries(held).map(([below, one]) => entryOf(below, one))
    return { readEntries: (done: (some: FileSystemEntry[]) => void) => done(left.splice(0, atOnce)) }
  }
  return { name, isFile: false, isDirectory: true, createReader } as never
}

const dropOf = (tree: Tree): Pick<DataTransfer, 'items' | 'files'> =>
  ({
    items: Object.entries(tree).map(([name, held]) => ({ webkitGetAsEntry: () => entryOf(name, held) })),
    files: [],
  }) as never

async function found(read: (onFound: (files: readonly File[], path: string) => void) => unknown): Promise<string[]> {
  const names: string[] = []
  await read((files, path) => names.push(...files.map(({ name }) => [path, name].filter(Boolean).join('/'))))
  return names.sort()
}

describe('what is dropped', () => {
  it('is found with the folders that it stood in, however many are in one', async () => {
    const many = Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`${at}.txt`, fileOf(`${at}.txt`)]))
    const drop = dropOf({
      'plan.txt': fileOf('plan.txt'),
      '2026': { clips: many, empty: {}, 'a.txt': fileOf('a.txt') },
    })
    expect(await found((onFound) => readDropped(drop, onFound))).toEqual(
      [...[0, 1, 2, 3, 4].map((at) => `2026/clips/${at}.txt`), '2026/a.txt', 'plan.txt'].sort(),
    )
  })

  it('is taken as it is where a program hands over files alone', async () => {
    const drop = { items: [], files: [fileOf('a.txt')] } as never
    expect(await found((onFound) => readDropped(drop, onFound))).toEqual(['a.txt'])
  })
})

it('a folder that is chosen says of each file where it stood', async () => {
  const inFolder = (path: string) =>
    Object.defineProperty(fileOf(path.split('/').at(-1) ?? ''), 'webkitRelativePath', { value: path })
  const files = ['2026/a.txt', '2026/clips/b.txt', '2026/clips/c.txt'].map(inFolder)
  expect(await found((onFound) => readChosen(files, onFound))).toEqual([
    '2026/a.txt',
    '2026/clips/b.txt',
    '2026/clips/c.txt',
  ])
})
