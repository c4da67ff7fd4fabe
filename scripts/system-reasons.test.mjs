import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { allModules } from './lib/modules-on-disk.mjs'
import { root } from './lib/paths.mjs'

/** Every place where code acts without a principal's own scope, by its reason. A new one belongs there, where a reviewer sees it. */
const known = JSON.parse(readFileSync(join(root, 'scripts', 'system-reasons.json'), 'utf8'))

const call = /\b(?:asSystem|elevated)\(\s*(?:[\w.]+,\s*)?['`]([^'`]* [^'`]*)['`]/g

it('code acts as the system only where it is known to, and says why', () => {
  /** @type {Record<string, string[]>} */
  const found = {}
  for (const path of allModules(root).filter(
    (module) => !module.includes('.test.') && !module.endsWith('/contract.ts'),
  )) {
    const reasons = [...readFileSync(join(root, path), 'utf8').matchAll(call)].map(([, reason = '']) => reason)
    if (reasons.length) found[path] = reasons.sort()
  }
  expect(found).toEqual(known)
})
