import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkEngines } from './check-engines.mjs'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'engines-'))
  mkdirSync(join(root, 'packages'))
  install('apps/api', {
    name: '@groundwork/api',
    dependencies: { fine: '1', direct: '1' },
    devDependencies: { tool: '1' },
  })
  install('apps/api/node_modules/fine', {
    name: 'fine',
    version: '1.0.0',
    engines: { node: '^18 || >=20' },
    dependencies: { deep: '1' },
  })
  install('apps/api/node_modules/direct', {
    name: 'direct',
    version: '1.0.0',
    optionalDependencies: { 'for-another-platform': '1' },
  })
  install('apps/api/node_modules/tool', { name: 'tool', version: '1.0.0', engines: { node: '>=22' } })
  install('node_modules/deep', { name: 'deep', version: '1.0.0' })
})

afterEach(() => rmSync(root, { recursive: true }))

function install(folder, manifest) {
  mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, folder, 'package.json'), JSON.stringify(manifest))
}

it('is content when all that production needs runs on this Node, whatever the tools want', () => {
  expect(checkEngines(root, { node: '20.20.2', exceptions: {} })).toEqual([])
})

it('finds a package that refuses this Node, however deep', () => {
  install('node_modules/deep', { name: 'deep', version: '2.1.0', engines: { node: '>=22.12' } })
  expect(checkEngines(root, { node: '20.20.2', exceptions: {} })).toEqual([
    'deep@2.1.0 wants Node >=22.12, this is 20.20.2',
  ])
})

it('accepts an exception, until it is none', () => {
  install('node_modules/deep', { name: 'deep', version: '2.1.0', engines: { node: '>=22' } })
  expect(checkEngines(root, { node: '20.20.2', exceptions: { deep: 'runs in the browser' } })).toEqual([])
  expect(checkEngines(root, { node: '22.0.0', exceptions: { deep: 'runs in the browser' } })).toEqual([
    'deep is listed as an exception in check-engines.mjs but needs none',
  ])
})

it('does not call an empty installation good', () => {
  rmSync(join(root, 'apps/api'), { recursive: true })
  expect(checkEngines(root, { exceptions: {} })).toEqual(['no installed package was found at all'])
})
