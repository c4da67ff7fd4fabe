import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { commandOf, endProcess } from './end-process.mjs'
import { guardian } from './guardian.mjs'
import { readJson, writeJson } from './json-file.mjs'
import { Problem } from './problem.mjs'

/**
 * Who runs on a data folder. Two runs on one folder would damage it, and a run that was killed may have left programs
 * behind, so each start claims the folder first.
 *
 * @typedef {object} RunRecord
 * @property {number} pid
 * @property {string} script
 * @property {boolean} [isStopping]
 * @property {number | undefined} [watchdog]
 * @property {Record<string, { pid: number, signal: NodeJS.Signals, mark: string }>} services
 */

/** A run whose parent was killed takes this long to notice. */
const noticeTime = 2000

/**
 * Takes the folder for this process, after ending what a killed run left.
 *
 * @param {string} dataDir
 */
export async function claimDataDir(dataDir) {
  const file = join(dataDir, 'run.json')
  await untilFree(file, dataDir)

  /** @type {RunRecord} */
  const record = { pid: process.pid, script: basename(process.argv[1] ?? ''), services: {} }
  writeJson(file, record)
  return {
    /**
     * @param {import('./launch.mjs').Service} service
     * @param {string} mark what its command line contains
     * @param {NodeJS.Signals} [signal] what stops it cleanly
     */
    note(service, mark, signal = 'SIGTERM') {
      record.watchdog = guardian.pid()
      record.services[service.name] = { pid: service.pid, signal, mark }
      writeJson(file, record)
    },
    /** Whoever starts next waits for us instead of giving up. */
    noteStopping() {
      writeJson(file, { ...record, isStopping: true })
    },
    release: () => rmSync(file, { force: true }),
  }
}

/**
 * @param {string} file
 * @param {string} dataDir
 */
async function untilFree(file, dataDir) {
  const deadline = Date.now() + noticeTime
  /** @type {RunRecord | undefined} */
  let earlier = readJson(file)
  while (earlier && earlier.pid !== process.pid && commandOf(earlier.pid).includes(earlier.script)) {
    if (!earlier.isStopping && Date.now() > deadline) {
      throw new Problem(
        `Groundwork already runs on ${dataDir} (process ${earlier.pid}, ${earlier.script}).\n` +
          'Stop that one first, or give this one another folder: DATA_DIR=/some/where npm start',
      )
    }
    await delay(50)
    earlier = readJson(file)
  }
  if (earlier) await endLeftovers(earlier)
}

/**
 * Whatever survived a run that was killed, and its watchdog.
 *
 * @param {RunRecord} earlier
 */
async function endLeftovers({ watchdog, services }) {
  while (watchdog && commandOf(watchdog).includes('watchdog.mjs')) await delay(50)
  await Promise.all(
    Object.values(services)
      .filter(({ pid, mark }) => commandOf(pid).includes(mark))
      .map(({ pid, signal }) => endProcess(pid, signal)),
  )
}
