import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { workspaceFolders } from './workspace-folders.mjs'

const mocks = /\bvi\.(?:doMock|mock|resetModules)\(/

/**
 * Tests that put something else in a module's place, or load it anew, by their paths. They need a process of their own: one
 * that has loaded the module already would not notice, and whoever runs there next would be left with it.
 */
export const mockingTests = {
  unit: mockingIn('src', /\.test\.tsx?$/),
  integration: mockingIn('test', /\.int\.test\.ts$/),
} as const

function mockingIn(part: 'src' | 'test', name: RegExp): readonly string[] {
  return workspaceFolders(root)
    .map((folder) => `${folder}/${part}`)
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
    )
    .filter((path) => name.test(path) && mocks.test(readFileSync(join(root, path), 'utf8')))
}
