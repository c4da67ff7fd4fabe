import { join } from 'node:path'
import { launch } from '../../lib/launch.mjs'
import { untilAnswers } from '../measure/until-answers.ts'

export interface LimitSettings {
  /** As the owner: row-level security does not bind it. */
  readonly databaseUrl: string
  readonly poolSize: number
  readonly port: number
  readonly organization: string
  readonly user: string
  /** Where its uploads and downloads are. */
  readonly folder: string
}

export const settingsVariable = 'GROUNDWORK_BENCH_LIMIT'

export interface Limit {
  readonly url: string
  stop(): Promise<void>
}

export async function startLimit(settings: LimitSettings, logFile: string): Promise<Limit> {
  const service = launch({
    name: 'limit',
    command: process.execPath,
    args: ['--import', 'tsx', join(import.meta.dirname, 'limit-server.ts')],
    env: { ...process.env, NODE_ENV: 'production', [settingsVariable]: JSON.stringify(settings) },
    logFile,
  })
  const url = `http://127.0.0.1:${settings.port}`
  await untilAnswers(`${url}/static`)
  return { url, stop: service.stop }
}
