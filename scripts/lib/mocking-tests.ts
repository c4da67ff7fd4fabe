import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { workspaceFolders } from './workspace-folders.mjs'

const mocks = /\bvi\.(?:doMock|mock)\(/

/**
 * Integration tests that put something else in a module's place, by their paths. They need a process of their own: one that
 * has loaded the module already would not notice, and whoever runs there next would be left with it.
 */
export const mockingTests: readonly string[] = workspaceFolders(root)
  .map((folder) => `${folder}/test`)
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  )
  .filter((path) => path.endsWith('.int.test.ts') && mocks.test(readFileSync(join(root, path), 'utf8')))
