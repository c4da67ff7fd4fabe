import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from './find-program.mjs'
import { launch } from './launch.mjs'
import { untilAnswers } from './until-answers.mjs'

/** The harmless file that every scanner calls a virus, in two halves so that no scanner stops at this one. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/**
 * Starts a virus scanner for tests: the real ClamAV daemon, knowing only the EICAR test file, so that it needs no
 * download and 17 MB instead of a gigabyte. Not for production.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {string} options.logsDir
 * @param {number} options.port
 * @returns {Promise<import('./launch.mjs').Service & { port: number } | undefined>} undefined where ClamAV is not installed
 */
export async function startClamd({ folder, logsDir, port }) {
  const program = findProgram('clamd')
  if (!program) return undefined

  const [signatures, temporary] = ['signatures', 'tmp'].map((name) => join(folder, name))
  for (const path of [signatures, temporary]) mkdirSync(/** @type {string} */ (path), { recursive: true })
  writeSignatures(/** @type {string} */ (signatures))

  const config = join(folder, 'clamd.conf')
  const lines = [
    'Foreground yes',
    'TCPAddr 127.0.0.1',
    `TCPSocket ${port}`,
    `DatabaseDirectory ${signatures}`,
    `TemporaryDirectory ${temporary}`,
    'AlertExceedsMax yes',
    'SelfCheck 86400',
  ]
  writeFileSync(config, `${lines.join('\n')}\n`)

  const logFile = join(logsDir, 'clamd.log')
  const service = launch({ name: 'clamd', command: program, args: [`--config-file=${config}`], logFile })
  await untilAnswers(service, port, { say: 'zPING\0', hear: 'PONG', logFile })
  return { ...service, port }
}

/** By content anywhere in a file (also inside archives), and by hash of the whole file. @param {string} folder */
function writeSignatures(folder) {
  /** @param {string} algorithm */
  const hash = (algorithm) => createHash(algorithm).update(eicar).digest('hex')
  const files = {
    'local.ndb': `Eicar-Test-Signature:0:0:${Buffer.from(eicar).toString('hex')}`,
    'local.hdb': `${hash('md5')}:${eicar.length}:Eicar-Test-Signature`,
    'local.hsb': `${hash('sha256')}:${eicar.length}:Eicar-Test-Signature`,
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), `${content}\n`)
}
