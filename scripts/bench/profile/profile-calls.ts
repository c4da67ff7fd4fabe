import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { textTable } from '../../demo/text-table.ts'
import { programs } from '../../lib/build.mjs'
import { launch } from '../../lib/launch.mjs'
import { freePort } from '../../lib/ports.mjs'
import { trpcListPath } from '../benches/products-over-http.ts'
import type { Lab } from '../lab/open-lab.ts'
import type { Effort } from '../measure/compare.ts'
import { httpCaller } from '../measure/http-caller.ts'
import { perSecond } from '../measure/in-flight.ts'
import { untilAnswers } from '../measure/until-answers.ts'
import { type CpuProfile, shareByOwner } from './share-by-owner.ts'

const paths: Readonly<Record<string, (lab: Lab) => string>> = {
  'list-trpc': () => trpcListPath,
  'list-rest': () => '/api/v1/products/?ordering=-created_at&page_size=25',
  'get-rest': ({ productIds }) => `/api/v1/products/${productIds[0]}/`,
}

/** Shows where the API's CPU time goes while it answers one kind of call: by package, and for our own code by function. */
export async function profileCalls(lab: Lab, name: string, { roundMs }: Effort): Promise<void> {
  const path = paths[name]?.(lab)
  if (!path) throw new Error(`Only ${Object.keys(paths).join(', ')} can be profiled`)
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-profile-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const api = launch({
    name: 'profiled-api',
    command: process.execPath,
    args: ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--enable-source-maps', programs.api],
    env: { ...lab.environment, PORT: String(port) },
    logFile: join(lab.dataDir, 'logs', 'profiled-api.log'),
  })
  try {
    await untilAnswers(`${url}/readyz`)
    const headers = await lab.authorization()
    const caller = httpCaller(url)
    const calls = await perSecond(16, roundMs * 4, () => caller.call({ path, headers }))
    caller.close()
    await api.stop()
    const [file] = (await readdir(folder)).filter((entry) => entry.endsWith('.cpuprofile'))
    if (!file) throw new Error('The API left no profile: it did not end by itself')
    const profile = JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile
    console.log(`\n${name}: ${Math.round(calls)} calls per second\n`)
    const rows = shareByOwner(profile).map(({ owner, share, hottest }) => [
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
