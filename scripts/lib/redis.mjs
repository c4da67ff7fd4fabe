import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { aptInstall, canInstall } from './apt.mjs'
import { findProgram } from './find-program.mjs'
import { launch } from './launch.mjs'
import { Problem } from './problem.mjs'
import { untilAnswers } from './until-answers.mjs'

/**
 * Starts our own Redis (or Valkey) on the loopback interface. Written changes reach the disk within a second, and a full
 * memory refuses writes instead of forgetting queued jobs.
 *
 * @param {object} options
 * @param {string} options.folder for the data
 * @param {string} options.logsDir
 * @param {number} options.port
 * @param {string} options.password
 * @param {boolean} [options.isDisposable] keep nothing on disk
 * @returns {Promise<import('./launch.mjs').Service & { url: string }>}
 */
export async function startRedis({ folder, logsDir, port, password, isDisposable = false }) {
  const program = await findRedis()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const config = join(folder, 'redis.conf')
  writeFileSync(config, configuration({ folder, port, password, isDisposable }), { mode: 0o600 })

  const logFile = join(logsDir, 'redis.log')
  const service = launch({ name: 'redis', command: program, args: [config], logFile })
  await untilAnswers(service, port, { say: `AUTH ${password}\r\nPING\r\n`, hear: '+OK\r\n+PONG', logFile })
  return { ...service, url: `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}` }
}

/** @param {{ folder: string, port: number, password: string, isDisposable: boolean }} options */
function configuration({ folder, port, password, isDisposable }) {
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `dir ${JSON.stringify(folder)}`,
    `requirepass ${password}`,
    'maxmemory-policy noeviction',
    'databases 80',
    'save ""',
    ...(isDisposable ? ['appendonly no'] : ['appendonly yes', 'appendfsync everysec']),
  ]
  return `${lines.join('\n')}\n`
}

/** Installs it where that needs no question, else says how. */
async function findRedis() {
  const installed = findRedisServer()
  if (installed) return installed

  const failure = canInstall() ? await installRedis() : undefined
  const program = findRedisServer()
  if (program) return program
  throw new Problem(
    `${failure ? `apt-get could not install Redis:\n${failure}\n\n` : ''}` +
      'Groundwork needs Redis 6.2 or later (or Valkey) for its job queue. Do one of these, then start again:\n' +
      '  Debian, Ubuntu   sudo apt-get install redis-server\n' +
      '  macOS            brew install redis\n' +
      '  elsewhere        put redis-server or valkey-server on the PATH, or set REDIS_URL to a running one',
  )
}

function installRedis() {
  console.log('Installing Redis (redis-server) with apt-get ...')
  return aptInstall(['redis-server'])
}

/** @returns {string | undefined} */
function findRedisServer() {
  return findProgram('redis-server', 'valkey-server')
}
