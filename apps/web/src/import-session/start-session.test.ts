import { beforeEach, expect, it, vi } from 'vitest'
import { type SentFile, startSession } from './start-session.ts'

const { uploadFile, create } = vi.hoisted(() => ({ uploadFile: vi.fn(), create: vi.fn() }))
vi.mock('../api/client.ts', () => ({ gw: { uploadFile, importSession: { create } } }))

const stat = new File(['number,name\n1,Ada\n'], 'stat.csv')
const { signal } = new AbortController()

let sent: SentFile[]
beforeEach(() => {
  vi.resetAllMocks()
  sent = []
  uploadFile.mockImplementation(async (_file, { organization, customFields: { country } }) => ({
    id: `${organization} ${country}`,
  }))
})

const start = (organization: string, country: string) =>
  startSession({ organization, country, files: { stat, recap: null } }, { signal, sent, onProgress: () => undefined })

it('what was sent before creation failed is not sent again', async () => {
  create.mockRejectedValueOnce(new Error('refused'))
  await expect(start('meridian', 'ES')).rejects.toThrow('refused')
  await start('meridian', 'ES')
  expect(uploadFile).toHaveBeenCalledTimes(1)
  expect(create).toHaveBeenLastCalledWith({
    values: { organization: 'meridian', country: 'ES', statFile: 'meridian ES', recapFile: null },
  })
})

it('but for another country or organization it is another file', async () => {
  create.mockRejectedValueOnce(new Error('refused'))
  await expect(start('meridian', 'ES')).rejects.toThrow('refused')
  await start('meridian', 'PT')
  await start('harbour', 'PT')
  expect(create.mock.calls.slice(1).map(([{ values }]) => values.statFile)).toEqual(['meridian PT', 'harbour PT'])
})
