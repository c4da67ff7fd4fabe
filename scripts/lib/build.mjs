import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { Problem } from './problem.mjs'
import { turbo } from './turbo.mjs'

/** What a running stack is made of. */
export const programs = {
  prepare: join(root, 'apps', 'api', 'dist', 'prepare.js'),
  api: join(root, 'apps', 'api', 'dist', 'main.js'),
  worker: join(root, 'apps', 'worker', 'dist', 'main.js'),
}

/** Builds the API, the worker and the web client from the sources as they are now. */
export async function build() {
  const isFirst = !Object.values(programs).every(existsSync)
  if (isFirst) console.log('Building ...')
  const { code, output } = await turbo('build')
  if (code !== 0) throw new Problem(`The build failed:\n${output}`)
}
