import { existsSync } from 'node:fs'
import { findProgram } from './find-program.mjs'
import { runCommand } from './run-command.mjs'

/**
 * A Debian package, and how to see that it is there.
 *
 * @typedef {object} SystemPackage
 * @property {string} name
 * @property {string} [program] that it brings
 * @property {string} [file] that it brings, for packages without a program
 * @property {string} purpose what cannot run without it
 */

/** @param {SystemPackage} wanted */
export function isInstalled({ program, file }) {
  return Boolean((program && findProgram(program)) || (file && existsSync(file)))
}

/** Whether packages can be installed without asking anybody: root, on Debian or one of its kin. */
export function canInstall() {
  return process.getuid?.() === 0 && Boolean(findProgram('apt-get'))
}

/**
 * Installs packages, waiting for another installation that holds apt's lock.
 *
 * @param {string[]} names
 * @returns {Promise<string | undefined>} what apt-get said when it failed
 */
export async function aptInstall(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const lock = ['-o', 'DPkg::Lock::Timeout=300']
  for (const args of [
    ['update', '-q', ...lock],
    ['install', '-q', '-y', '--no-install-recommends', ...lock, ...names],
  ]) {
    const { code, output } = await runCommand('apt-get', args, { env, output: 'collect' })
    if (code !== 0) return output.trim().split('\n').slice(-15).join('\n')
  }
  return undefined
}
