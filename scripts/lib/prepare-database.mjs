import { programs } from './build.mjs'
import { Problem } from './problem.mjs'
import { runCommand } from './run-command.mjs'
import { loadSecrets, saveSecrets } from './secrets.mjs'

/**
 * Brings the database up to date; on an empty one makes the first admin.
 *
 * @param {NodeJS.ProcessEnv} env the owner's
 * @param {string} dataDir
 */
export async function prepareDatabase(env, dataDir) {
  const { code, output } = await runCommand(process.execPath, [programs.prepare], { env, output: 'collect-stdout' })
  if (code !== 0) throw new Problem(`The database could not be prepared.${output && `\n${output}`}`)

  const { admin } = JSON.parse(output.trim().split('\n').at(-1) ?? '')
  if (admin && !process.env.ADMIN_PASSWORD) saveSecrets(dataDir, { ...loadSecrets(dataDir), isAdminPasswordDue: true })
}
