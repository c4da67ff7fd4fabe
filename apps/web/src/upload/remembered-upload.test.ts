import { describe, expect, it } from 'vitest'
import { begunWith, keptMs, type RememberedUpload, resumable } from './remembered-upload.ts'

const remembered = (more: Partial<RememberedUpload> = {}): RememberedUpload => ({
  session: '/api/v1/uploads/1',
  name: 'film.mp4',
  bytes: 5,
  lastModified: 1000,
  sent: 3,
  user: 'ada',
  movedAt: 0,
  organization: 'org',
  folder: 'here',
  path: '',
  ...more,
})
const planned = (name = 'film.mp4', bytes = '12345', lastModified = 1000) => ({
  file: new File([bytes], name, { lastModified }),
  organization: 'org',
  folder: 'here',
  path: '',
})

describe('uploads that are remembered', () => {
  it('are those of the person that the server still keeps, the latest first', () => {
    const all = [
      remembered({ session: 'old', movedAt: 0 }),
      remembered({ session: 'first', movedAt: 10 }),
      remembered({ session: 'last', movedAt: 20 }),
      remembered({ session: 'of another', movedAt: 30, user: 'bob' }),
    ]
    expect(resumable(all, 'ada', keptMs).map(({ session }) => session)).toEqual(['last', 'first'])
  })

  it('go on with the same file on the same way', () => {
    expect(begunWith(planned(), [remembered({ name: 'other' }), remembered()])?.session).toBe('/api/v1/uploads/1')
  })

  it.each([
    ['a name', planned('other.mp4')],
    ['a size', planned('film.mp4', '123456')],
    ['a time of change', planned('film.mp4', '12345', 2000)],
    ['a folder', { ...planned(), folder: null }],
    ['an organization', { ...planned(), organization: 'other' }],
    ['a file to replace', { ...planned(), replaces: 'f' }],
    ['a record', { ...planned(), attachedTo: { organization: 'org', entityType: 'product', entityId: 'p' } }],
  ])('do not go on with %s of another kind', (_what, other) => {
    expect(begunWith(other, [remembered()])).toBeUndefined()
  })
})
