import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { resources } from '@groundwork/domain'
import { expect, it } from 'vitest'
import { root } from '../lib/paths.mjs'
import { readmeWith } from './readme.ts'
import { resourcesPage } from './resources-page.ts'

const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8')
const all = Object.values(resources)

it('docs/resources.md is what the definitions say (npm run docs writes it)', () => {
  expect(read('docs/resources.md')).toBe(resourcesPage(all))
})

it('the README lists every resource (npm run docs writes it)', () => {
  expect(read('README.md')).toBe(readmeWith(read('README.md'), all))
  for (const { plural } of all) expect(read('README.md')).toContain(`\`/${plural}/\``)
})
