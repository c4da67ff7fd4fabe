import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { findProgram } from './find-program.mjs'
import { installFingerprint } from './install-fingerprint.mjs'
import { readJson } from './json-file.mjs'
import { root, toolsDir } from './paths.mjs'
import { Problem } from './problem.mjs'
import { runCommand } from './run-command.mjs'

/** Inside node_modules, so that removing that removes this. */
const stampFile = join(root, 'node_modules', '.groundwork-install')

/**
 * Makes the checkout ready to run: the pinned pnpm and every dependency. Does nothing when nothing changed. Uses Node
 * and npm only, since nothing else is there yet.
 */
export async function bootstrap() {
  const manifest = readJson(join(root, 'package.json'))
  refuseOldNode(manifest.engines.node)
  process.env.TURBO_TELEMETRY_DISABLED = '1'

  const pnpm = await ensurePnpm(manifest.packageManager)
  process.env.PATH = `${dirname(pnpm)}${delimiter}${process.env.PATH ?? ''}` // For turbo, which calls it by name.

  const fingerprint = installFingerprint()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint) return

  console.log('Installing dependencies (about a minute the first time) ...')
  const env = { ...process.env, CI: 'true' } // Never stop to ask.
  const { code, output } = await runCommand(pnpm, ['install', '--frozen-lockfile'], { env, output: 'collect' })
  if (code !== 0) throw new Problem(`The dependencies could not be installed:\n${output}`)
  writeFileSync(stampFile, fingerprint)
}

/** @param {string} range as the manifest spells it: ">=20.19.0" */
function refuseOldNode(range) {
  const wanted = range.replace('>=', '').split('.').map(Number)
  const present = process.versions.node.split('.').map(Number)
  const first = wanted.findIndex((part, index) => part !== present[index])
  if (first === -1 || Number(present[first]) > Number(wanted[first])) return
  throw new Problem(
    `Groundwork needs Node ${range}; this is ${process.version}. Get a newer one from https://nodejs.org.`,
  )
}

/**
 * @param {string} pinned "pnpm@1.2.3"
 * @returns {Promise<string>} the path of a pnpm of exactly that version
 */
async function ensurePnpm(pinned) {
  const version = pinned.replace('pnpm@', '')
  const onPath = findProgram('pnpm')
  if (onPath && versionOf(onPath) === version) return onPath

  const fetched = join(toolsDir, 'node_modules', '.bin', 'pnpm')
  if (existsSync(fetched) && versionOf(fetched) === version) return fetched

  console.log(`Fetching ${pinned} ...`)
  mkdirSync(toolsDir, { recursive: true })
  const flags = ['--prefix', toolsDir, '--no-audit', '--no-fund', '--no-save', '--loglevel=error']
  const { code, output } = await runCommand('npm', ['install', ...flags, pinned], { cwd: toolsDir, output: 'collect' })
  if (code === 0 && versionOf(fetched) === version) return fetched
  throw new Problem(`npm could not fetch ${pinned}:\n${output}`)
}

/**
 * Asked outside the checkout, where no manifest makes another version answer in its place.
 *
 * @param {string} pnpm
 */
function versionOf(pnpm) {
  return spawnSync(pnpm, ['--version'], { cwd: '/', encoding: 'utf8' }).stdout?.trim()
}
