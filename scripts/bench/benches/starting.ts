import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programs } from '../../lib/build.mjs'
import { launch } from '../../lib/launch.mjs'
import { root } from '../../lib/paths.mjs'
import { freePort } from '../../lib/ports.mjs'
import { type Bench, ceilingFinding } from '../bench.ts'
import { residentMb } from '../measure/memory.ts'
import { untilAnswers } from '../measure/until-answers.ts'

export const startApi: Bench = {
  names: ['api-start-s', 'api-idle-rss-mb'],
  about: 'API process alone: start to ready with its services up, and its memory then',
  run: async ({ environment, dataDir }) => {
    const port = await freePort()
    const api = launch({
      name: 'second-api',
      command: process.execPath,
      args: [programs.api],
      env: { ...environment, PORT: String(port) },
      logFile: join(dataDir, 'logs', 'second-api.log'),
    })
    try {
      const seconds = await untilAnswers(`http://127.0.0.1:${port}/readyz`)
      const memory = await residentMb(api.pid)
      return [
        ceilingFinding('api-start-s', 2, seconds, `${seconds.toFixed(2)} s`),
        ceilingFinding('api-idle-rss-mb', 200, memory, `${memory?.toFixed(0)} MB`),
      ]
    } finally {
      await api.stop()
    }
  },
}

export const startWarm: Bench = {
  names: ['start-warm-s'],
  about: '`npm start` on an installed and built clone with data to the first 200 of `/readyz`',
  run: async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-start-'))
    try {
      await startAndStop(dataDir)
      const seconds = await startAndStop(dataDir)
      return [ceilingFinding('start-warm-s', 10, seconds, `${seconds.toFixed(1)} s`)]
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

async function startAndStop(dataDir: string): Promise<number> {
  const port = await freePort()
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...environment } = process.env
  const child = spawn('npm', ['start'], {
    cwd: root,
    stdio: 'ignore',
    env: { ...environment, DATA_DIR: dataDir, PORT: String(port), VIRUS_SCAN_PROVIDER: 'none' },
  })
  const ended = once(child, 'exit')
  try {
    return await untilAnswers(`http://127.0.0.1:${port}/readyz`)
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}
