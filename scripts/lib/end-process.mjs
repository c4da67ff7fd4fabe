import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** How long a process may take to stop when asked before it is killed. */
export const patience = 20_000

/**
 * A program that has ended but that nobody has collected yet counts as gone: in a container the first process often
 * never collects the orphans it is given.
 *
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
  return process.platform !== 'linux' || !/\) [ZX] /.test(readProcess(pid, 'stat'))
}

/**
 * Signals the group that a process leads, or the process alone when it leads none; one that is gone is no error.
 *
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal)
      return
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
    }
  }
}

/**
 * Ends a process that is not a child of ours: asks, waits, and kills when asking did not help.
 *
 * @param {number} pid
 * @param {NodeJS.Signals} signal what the program takes as a request to stop cleanly
 */
export async function endProcess(pid, signal) {
  const deadline = Date.now() + patience
  signalGroup(pid, signal)
  while (isAlive(pid)) {
    if (Date.now() > deadline) signalGroup(pid, 'SIGKILL')
    await delay(50)
  }
}

/**
 * The command line of a running process, to tell our own from another that was given the same number since.
 *
 * @param {number} pid
 * @returns {string} empty when there is no such process
 */
export function commandOf(pid) {
  if (!isAlive(pid)) return ''
  if (process.platform === 'linux') return readProcess(pid, 'cmdline').replaceAll('\0', ' ')
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout
}

/**
 * @param {number} pid
 * @param {'stat' | 'cmdline'} file
 * @returns {string} empty when the process ended before we looked
 */
function readProcess(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
