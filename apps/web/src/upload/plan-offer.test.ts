import { describe, expect, it } from 'vitest'
import type { ConflictChoice, NameConflict } from './name-conflicts.ts'
import { planOffer } from './plan-offer.ts'

const offered = (name: string, path = '') => ({ file: new File(['12345'], name), path })

/** A server that knows the files `folder/name`, and somebody who answers always the same. */
function planned(files: ReturnType<typeof offered>[], known: readonly string[] = [], choice: ConflictChoice = 'skip') {
  const asked: NameConflict[] = []
  const plan = planOffer(files, {
    organization: 'org',
    folder: 'here',
    ensure: async (paths) => new Map(paths.map((path) => [path, `id of ${path}`])),
    takenIn: async (folder, names) =>
      new Map(names.filter((name) => known.includes(`${folder}/${name}`)).map((name) => [name, `file ${name}`])),
    decide: async (conflicts) => {
      asked.push(...conflicts)
      return new Map(conflicts.map((one) => [one, choice]))
    },
  })
  return plan.then((uploads) => ({ asked, uploads, names: uploads.map(({ file }) => file.name) }))
}

describe('the plan of an offer', () => {
  it('puts loose files into the open folder and the others into the folders they came with', async () => {
    const { uploads } = await planned([offered('a'), offered('b', 'Photos/2026')])
    expect(uploads.map(({ folder }) => folder)).toEqual(['here', 'id of Photos/2026'])
  })

  it('asks nothing where no name is taken', async () => {
    expect((await planned([offered('a', 'Photos')], ['here/a'])).asked).toEqual([])
  })

  it('replaces the file that has the name', async () => {
    const { uploads } = await planned([offered('a'), offered('b')], ['here/a'], 'replace')
    expect(uploads.map(({ replaces }) => replaces)).toEqual(['file a', undefined])
  })

  it('keeps both under the first free name, with the same bytes', async () => {
    const { uploads, names } = await planned([offered('a.pdf')], ['here/a.pdf', 'here/a (2).pdf'], 'keep')
    expect(names).toEqual(['a (3).pdf'])
    expect(await uploads[0]?.file.text()).toBe('12345')
    expect(uploads[0]?.replaces).toBeUndefined()
  })

  it('leaves out what is skipped', async () => {
    expect((await planned([offered('a'), offered('b')], ['here/a'])).names).toEqual(['b'])
  })
})
