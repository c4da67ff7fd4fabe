import { randomUUID } from 'node:crypto'
import { type Bench, ceilingFinding, type Finding, megabyteWords, ratioFinding } from '../bench.ts'
import type { Lab } from '../lab/open-lab.ts'
import { type MadeUpVideo, sha256Of } from '../measure/made-up-video.ts'
import { growthMb } from '../measure/memory.ts'
import { streamUpload } from '../measure/stream-upload.ts'
import { tusUpload } from '../measure/tus-upload.ts'
import { clearFolder, uploadUrl } from './uploads.ts'

const GB = 1024 ** 3

/** Sends one video and resolves to the id of its file. */
type Send = (lab: Lab, video: MadeUpVideo, headers: Readonly<Record<string, string>>) => Promise<string>

const byForm: Send = async (lab, { bytes, mark }, headers) =>
  (JSON.parse(await streamUpload({ url: uploadUrl(lab), bytes, mark, headers })) as { id: string }).id

const byTus: Send = ({ url, organization }, video, headers) =>
  tusUpload({ url, organization, video, headers, breaks: 3 })

export const uploadHuge: Bench = {
  names: ['upload-5gb', 'upload-5gb-rss-mb', 'upload-5gb-tus', 'upload-5gb-tus-rss-mb'],
  about:
    'upload of 5 GB in one go by form, and by tus over a line that breaks three times, against bare `node:http` piping the same to disk; growth of the API process meanwhile; sha256 compared',
  run: async (lab, { roundMs }) => [
    ...(await hugeFindings(lab, { name: 'upload-5gb', send: byForm, bytes: hugeBytes(roundMs) })),
    ...(await hugeFindings(lab, { name: 'upload-5gb-tus', send: byTus, bytes: hugeBytes(roundMs) })),
  ],
}

/** A quick run sends less. */
const hugeBytes = (roundMs: number) => (roundMs >= 1000 ? 5 * GB : GB / 8)

interface Huge {
  readonly name: string
  readonly send: Send
  readonly bytes: number
}

async function hugeFindings(lab: Lab, { name, send, bytes }: Huge): Promise<Finding[]> {
  const headers = await lab.authorization()
  const video = { bytes, mark: randomUUID() }
  const limit = await rateOf(bytes, () =>
    streamUpload({ url: `${lab.limit.url}/upload`, bytes, mark: video.mark }).then(() => ''),
  )
  await clearFolder(lab.limitFolder)
  const { result: ours, growth } = await growthMb(lab.apiPid, () => rateOf(bytes, () => send(lab, video, headers)))
  const { sha256 } = await lab.gw.file.get({ id: ours.id })
  if (sha256 !== sha256Of(video)) throw new Error(`Other bytes arrived than were sent: ${sha256}`)
  const found = { ratio: ours.rate / limit.rate, ours: ours.rate, limit: limit.rate }
  return [
    ratioFinding(name, 0.7, found, megabyteWords),
    ceilingFinding(`${name}-rss-mb`, 64, growth, `${growth?.toFixed(0)} MB`),
  ]
}

async function rateOf(
  bytes: number,
  send: () => Promise<string>,
): Promise<{ readonly id: string; readonly rate: number }> {
  const started = performance.now()
  const id = await send()
  return { id, rate: (bytes * 1000) / (performance.now() - started) }
}
