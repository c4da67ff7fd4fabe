import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, renameSync } from 'node:fs'
import { patience, signalGroup } from './end-process.mjs'
import { followLines } from './follow-lines.mjs'
import { guardian } from './guardian.mjs'
import { root } from './paths.mjs'

/**
 * A program we started and answer for.
 *
 * @typedef {object} Service
 * @property {string} name
 * @property {number} pid
 * @property {Promise<string>} ended resolves when it is gone, to how it ended: "exit code 1", "signal SIGKILL"
 * @property {() => Promise<void>} stop asks it to stop, kills it when it does not, resolves when it is gone
 */

/**
 * Starts a program in its own process group, so that Ctrl-C reaches us first and we decide the order of stopping. It is
 * stopped with us, also when we are killed.
 *
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.command
 * @param {string[]} options.args
 * @param {string} options.logFile where its output goes; what an earlier run wrote is kept beside it
 * @param {(line: string) => void} [options.onLine] also sees each line of output, a moment later
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.cwd]
 * @param {{ uid?: number, gid?: number }} [options.identity] the user to run as
 * @param {NodeJS.Signals} [options.stopSignal]
 * @returns {Service}
 */
export function launch({ name, command, args, logFile, onLine, env, cwd = root, identity, stopSignal = 'SIGTERM' }) {
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.previous`)
  const log = openSync(logFile, 'a', 0o640)
  const followed = onLine && followLines(logFile, onLine) // First: what fails once the program runs would leave it unwatched.
  const child = spawn(command, args, { detached: true, cwd, env, ...identity, stdio: ['ignore', log, log] })
  closeSync(log)

  const { pid } = child
  if (pid !== undefined) guardian.watch(pid, stopSignal)

  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`))
  }).finally(() => {
    followed?.finish()
    if (pid === undefined) return
    signalGroup(pid, 'SIGKILL') // Whatever it started and left behind.
    guardian.forget(pid)
  })

  return {
    name,
    pid: pid ?? 0,
    ended,
    async stop() {
      const hasEnded = child.exitCode !== null || child.signalCode !== null || pid === undefined
      if (hasEnded) return
      child.kill(stopSignal)
      const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), patience)
      await ended
      clearTimeout(timer)
    },
  }
}
