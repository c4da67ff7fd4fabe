import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './paths.mjs'

/** @type {import('node:child_process').ChildProcess | undefined} */
let watchdog

/** @param {object} message */
function tell(message) {
  watchdog ??= startWatchdog()
  watchdog.stdin?.write(`${JSON.stringify(message)}\n`)
}

/** Its own session, so that Ctrl-C in the terminal reaches us and not it; it must never keep us alive either. */
function startWatchdog() {
  const child = spawn(process.execPath, [join(root, 'scripts', 'lib', 'watchdog.mjs')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
    cwd: '/',
  })
  child.unref()
  const { stdin } = child
  if (stdin && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref()
  return child
}

/** What has to end when this process ends, even when it is killed without a chance to tidy up. */
export const guardian = {
  /**
   * @param {number} pid leader of its own process group
   * @param {NodeJS.Signals} signal
   */
  watch: (pid, signal) => tell({ watch: pid, signal }),
  /** @param {number} pid */
  forget: (pid) => tell({ forget: pid }),
  /** @param {string} folder */
  removeAtEnd: (folder) => tell({ remove: folder }),
  /** @returns {number | undefined} the watchdog's process id */
  pid: () => watchdog?.pid,
}
