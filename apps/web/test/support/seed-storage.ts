import { readFile } from 'node:fs/promises'
import type { RouterInputs } from '@groundwork/client'
import { type Seeded, samplePath } from './seed.ts'

export interface SeededStorage {
  /** A folder with files of many types in it. */
  readonly folder: string
  /** A picture and a text of two versions each; the picture is shared. */
  readonly picture: string
  readonly notes: string
  /** Addresses in this installation, of links of every kind. */
  readonly links: Readonly<Record<'file' | 'password' | 'ended' | 'folder' | 'upload', string>>
}

const dayMs = 86_400_000

/** What a storage holds after some weeks of use: folders, versions, shares, links, and something in the trash. */
export async function seedStorage({ gw, harbour: organization }: Seeded): Promise<SeededStorage> {
  const made = await gw.folder.ensure({ organization, parent: null, paths: ['Survey 2026', 'Survey 2026/Photographs'] })
  const [folder = '', photographs = ''] = made.map(({ id }) => id)
  const sample = (name: string) => readFile(samplePath(name))
  const add = async (name: string, bytes: Uint8Array, place: object) => {
    const { id } = await gw.uploadFile({ name, bytes }, { organization, ...place })
    await gw.waitUntilSettled(id)
    return id
  }
  const replace = (id: string, name: string, bytes: Uint8Array) => add(name, bytes, { replaces: id })

  const picture = await add('Pier head.jpg', await sample('harbour-at-dusk.jpg'), { folder })
  await replace(picture, 'Pier head.jpg', await sample('lighthouse.jpg'))
  const text = await sample('meeting-notes.md')
  const notes = await add('Survey notes.md', text, { folder })
  const later = text.toString().replace(/^- .*$/m, '- Crane 3 is back in service\n- The survey moves to Friday')
  await replace(notes, 'Survey notes.md', Buffer.from(later))
  await gw.file.nameVersion({ id: notes, number: 1, label: 'As sent to the council' })
  await add('North beach.webp', await sample('dunes.webp'), { folder: photographs })
  await add('Depths.csv', await sample('products.csv'), { folder })
  await add('Cover letter.docx', await sample('letter.docx'), { folder })
  await gw.file.remove({ id: await add('Old plan.txt', await sample('packing-list.txt'), { folder }) })

  const [jonas] = (await gw.user.list({ search: 'jonas' })).rows
  const [viewer] = (await gw.role.list({ filter: { field: 'slug', op: 'eq', value: 'viewer' } })).rows
  const inAWeek = new Date(Date.now() + 7 * dayMs).toISOString()
  if (jonas) await gw.fileShare.create({ file: picture, user: jonas.id, permission: 'download', canReshare: true })
  if (viewer) await gw.fileShare.create({ file: picture, role: viewer.id, permission: 'view', expiresAt: inAWeek })

  const link = async (values: RouterInputs['fileLink']['create']) => {
    const { id, url } = await gw.fileLink.create(values)
    return { id, path: new URL(url, 'http://localhost').pathname }
  }
  const file = await link({ file: picture, kind: 'download', name: 'For the insurer', downloadLimit: 3 })
  const password = await link({ file: notes, kind: 'download', password: 'spring tide at six' })
  const ended = await link({ file: notes, kind: 'view' })
  await gw.fileLink.revoke({ id: ended.id })
  const whole = await link({ folder, kind: 'download' })
  const inbox = await link({ folder, kind: 'upload', name: 'Send us your survey' })
  return {
    folder,
    picture,
    notes,
    links: { file: file.path, password: password.path, ended: ended.path, folder: whole.path, upload: inbox.path },
  }
}
