import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { textTable } from '../../demo/text-table.ts'
import { programs } from '../../lib/build.mjs'
import { launch } from '../../lib/launch.mjs'
import { freePort } from '../../lib/ports.mjs'
import { storedPicture } from '../benches/downloads.ts'
import { trpcListPath } from '../benches/products-over-http.ts'
import { uploadUrl } from '../benches/uploads.ts'
import type { Lab } from '../lab/open-lab.ts'
import type { Effort } from '../measure/compare.ts'
import { httpCaller } from '../measure/http-caller.ts'
import { perSecond, secondsFor } from '../measure/in-flight.ts'
import { streamUpload } from '../measure/stream-upload.ts'
import { untilAnswers } from '../measure/until-answers.ts'
import { type CpuProfile, shareByOwner } from './share-by-owner.ts'

interface Target {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly roundMs: number
}

/** Keeps the API busy with one kind of call. Resolves to how many it answered. */
type Load = (lab: Lab, target: Target) => Promise<string>

const calls =
  (pathOf: (lab: Lab) => string | Promise<string>): Load =>
  async (lab, { url, headers, roundMs }) => {
    const path = await pathOf(lab)
    const caller = httpCaller(url)
    const rate = await perSecond(16, roundMs * 4, () => caller.call({ path, headers }))
    caller.close()
    return `${Math.round(rate)} calls per second`
  }

const uploads =
  (megabytes: number, times: number, inFlight: number): Load =>
  async (lab, { url, headers }) => {
    const load = { url: uploadUrl({ ...lab, url }), bytes: megabytes * 1024 ** 2, headers }
    const seconds = await secondsFor(times, inFlight, () => streamUpload(load))
    return `${Math.round((megabytes * times) / seconds)} MB per second`
  }

const loads: Readonly<Record<string, Load>> = {
  'list-trpc': calls(() => trpcListPath),
  'list-rest': calls(() => '/api/v1/products/?ordering=-created_at&page_size=25'),
  'get-rest': calls(({ productIds }) => `/api/v1/products/${productIds[0]}/`),
  thumbnail: calls(async (lab) => `/api/v1/files/${await storedPicture(lab)}/thumbnail/`),
  'upload-1gb': uploads(1024, 1, 1),
  'upload-100x1mb': uploads(1, 200, 8),
}

/** Shows where the API's CPU time goes while it answers one kind of call: by package, and for our own code by function. */
export async function profileCalls(lab: Lab, name: string, { roundMs }: Effort): Promise<void> {
  const load = loads[name]
  if (!load) throw new Error(`Only ${Object.keys(loads).join(', ')} can be profiled`)
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-profile-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const launched = performance.now()
  const api = launch({
    name: 'profiled-api',
    command: process.execPath,
    args: ['--cpu-prof', `--cpu-prof-dir=${folder}`, programs.api],
    env: { ...lab.environment, PORT: String(port) },
    logFile: join(lab.dataDir, 'logs', 'profiled-api.log'),
  })
  try {
    await untilAnswers(`${url}/readyz`)
    const headers = await lab.authorization()
    const from = performance.now() - launched
    const summary = await load(lab, { url, headers, roundMs })
    const to = performance.now() - launched
    await api.stop()
    const [file] = (await readdir(folder)).filter((entry) => entry.endsWith('.cpuprofile'))
    if (!file) throw new Error('The API left no profile: it did not end by itself')
    const profile = JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile
    console.log(`\n${name}: ${summary}\n`)
    const rows = shareByOwner(profile, { from, to }).map(({ owner, share, hottest }) => [
      owner,
      `${(share * 100).toFixed(1)} %`,
      hottest.join(', '),
    ])
    console.log(textTable([{ title: 'owner' }, { title: 'of busy time', isNumber: true }, { title: 'most in' }], rows))
  } finally {
    await api.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
