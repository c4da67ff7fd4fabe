import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from './paths.mjs'
import { runCommand } from './run-command.mjs'

/**
 * Runs a task in every workspace package that has it; what did not change since last time is not done again.
 *
 * @param {string} task
 * @returns {Promise<{ code: number, output: string }>} the output of what failed, without colours
 */
export async function turbo(task) {
  const flags = ['--output-logs=errors-only', '--continue', '--no-color']
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' }
  const program = join(root, 'node_modules', '.bin', 'turbo')
  const { code, output } = await runCommand(program, ['run', task, ...flags], { env, output: 'collect' })
  return { code, output: stripVTControlCharacters(output) }
}
