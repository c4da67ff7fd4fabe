import { describe, expect, it } from 'vitest'
import { readChosen, readDropped } from './dropped-files.ts'

const fileOf = (name: string) => new File(['ebb'], name)

/** Null is what cannot be read. */
type Tree = { readonly [name: string]: File | Tree | null }

/** An entry of a drop as browsers hand it out: what is in a folder comes in batches, and ends with none. */
function entryOf(name: string, held: File | Tree | null, atOnce = 2): FileSystemEntry {
  if (held === null) {
    const file = (_: unknown, failed: (error: Error) => void) => failed(new DOMException('', 'NotReadableError'))
    return { name, isFile: true, isDirectory: false, file } as never
  }
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

  it('is told without what cannot be read, which is answered, and costs none of the others', async () => {
    const drop = dropOf({
      'locked.txt': null,
      '2026': {
        'a.txt': fileOf('a.txt'),
        'locked.jpg': null,
        'b.txt': fileOf('b.txt'),
        clips: { 'c.txt': fileOf('c.txt') },
      },
      'plan.txt': fileOf('plan.txt'),
    })
    const answers: unknown[] = []
    const names = await found(async (onFound) => answers.push(await readDropped(drop, onFound)))
    expect(names).toEqual(['2026/a.txt', '2026/b.txt', '2026/clips/c.txt', 'plan.txt'])
    expect(answers).toEqual([['locked.txt', '2026/locked.jpg']])
  })

  it('of a folder that breaks off is what was read before', async () => {
    let asked = 0
    const readEntries = (done: (some: FileSystemEntry[]) => void, failed: (error: Error) => void) => {
      asked += 1
      if (asked === 1) done([entryOf('a.txt', fileOf('a.txt'))])
      else failed(new DOMException('', 'NotFoundError'))
    }
    const folder = { name: 'torn', isFile: false, isDirectory: true, createReader: () => ({ readEntries }) }
    const drop = { items: [{ webkitGetAsEntry: () => folder }], files: [] } as never
    const answers: unknown[] = []
    expect(await found(async (onFound) => answers.push(await readDropped(drop, onFound)))).toEqual(['torn/a.txt'])
    expect(answers).toEqual([['torn']])
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
