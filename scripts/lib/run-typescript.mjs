import { join } from 'node:path'
import { root } from './paths.mjs'
import { runCommand } from './run-command.mjs'

/**
 * Runs a TypeScript program of this folder.
 *
 * @param {string} program relative to `scripts`
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code
 */
export async function runTypeScript(program, env) {
  const args = ['--import', import.meta.resolve('tsx'), join(root, 'scripts', program), ...process.argv.slice(2)]
  const { code } = await runCommand(process.execPath, args, { cwd: process.env.INIT_CWD || process.cwd(), env })
  return code
}
