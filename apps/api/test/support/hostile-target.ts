import { randomUUID } from 'node:crypto'
import { makeAvailable } from '@groundwork/db/testing'
import { scanFile } from '@groundwork/services'
import {
  type Expected,
  type HostileFile,
  hostileCorpus,
  largestText,
} from '../../../../packages/services/test/hostile-corpus/corpus.ts'
import { startTestApi } from './start-test-api.ts'
import { type Door, type DoorAnswer, openDoors } from './upload-doors.ts'

const fateIn = (expected: Expected) =>
  'refused' in expected ? `refused: ${expected.refused}` : `became ${expected.becomes}`

/** A form in which a null byte stands is no form, whatever else is wrong with the file. */
const isNoForm = ({ name }: HostileFile, fate: string) =>
  name.includes('\u0000') && fate === 'refused: malformed_multipart'

/** An organization with all its doors open, the real scanner behind them, and somebody who tries the whole corpus on one. */
export async function hostileTarget(environment: Readonly<Record<string, string>> = {}) {
  const { TEST_CLAMAV_HOST = '', TEST_CLAMAV_PORT = '' } = process.env
  const api = await startTestApi({
    VIRUS_SCAN_PROVIDER: 'clamav',
    CLAMAV_HOST: TEST_CLAMAV_HOST,
    CLAMAV_PORT: TEST_CLAMAV_PORT,
    OUTBOUND_ALLOW: '127.0.0.1/32',
    REQUESTS_PER_MINUTE: '100000',
    UPLOAD_MAX_BYTES_TEXT: String(largestText),
    ...environment,
  })
  const organization = await api.organization('Targets')
  const owner = await api.member(organization, 'owner')
  const form = new FormData()
  form.append('organization', organization)
  form.append('file', new Blob(['what is served while others try']), 'kept.txt')
  const replaced: string = (await owner('POST', '/files/upload/', form)).body.id
  await makeAvailable(api.sql, replaced)
  const folder = (await owner('POST', '/folders/', { name: 'Inbox', organization })).body.id
  const link = await owner('POST', `/folders/${folder}/links/`, { kind: 'upload' })
  const token = new URL(link.body.url).pathname.slice('/s/'.length)
  const doors = await openDoors({ api, organization, member: owner, replaced, token })

  /** What the worker does with what has come. */
  async function scanned(file: string): Promise<string | undefined> {
    await scanFile(api.services, { event: randomUUID(), organization, objectId: file }, async () => undefined)
    const [row] = await api.sql<{ status: string }>(
      'select status from file_version where file_id = $1 order by number desc limit 1',
      [file],
    )
    return row?.status
  }
  async function fateOf({ status, reason, file }: DoorAnswer): Promise<string> {
    if (status >= 500) return `crashed with ${status}`
    return file ? `became ${await scanned(file)}` : `refused: ${reason}`
  }

  return {
    api,
    organization,
    owner,
    replaced,
    ...doors,
    /** In words, what became of any that should have fared otherwise. `expectedOf` leaves out what a door is not asked. */
    async surprisesAt(
      send: Door['send'],
      expectedOf: (hostile: HostileFile) => Expected | undefined = ({ expected }) => expected,
    ): Promise<string[]> {
      const surprises: string[] = []
      for (const hostile of hostileCorpus) {
        const expected = expectedOf(hostile)
        if (!expected) continue
        const fate = await fateOf(await send(hostile))
        if (fate !== fateIn(expected) && !isNoForm(hostile, fate))
          surprises.push(`${hostile.trick}: ${fate}, not ${fateIn(expected)}`)
      }
      return surprises
    },
    stop: async () => {
      doors.close()
      await api.stop()
    },
  }
}
