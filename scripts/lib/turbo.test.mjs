import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readJson } from './json-file.mjs'
import { root } from './paths.mjs'
import { workspaceFolders } from './workspace-folders.mjs'

const inputs = readJson(join(root, 'turbo.json')).tasks['//#typecheck'].inputs

it('types are checked again once a package opens other modules to the rest, or brings other dependencies', () => {
  expect(inputs).toContain('pnpm-lock.yaml')
  const folders = workspaceFolders(root).filter((folder) => existsSync(join(root, folder, 'package.json')))
  expect(folders.length).toBeGreaterThan(5)
  const missed = folders.filter((folder) => !inputs.includes(`${folder.split('/')[0]}/*/package.json`))
  expect(missed).toEqual([])
})
