import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './lib/paths.mjs'

/** Every test there is, by its path in the repository. */
const tests = ['apps', 'packages', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.test\.(ts|tsx|mjs)$/.test(path) && !path.includes('node_modules'))
    .map((path) => join(folder, path)),
)
const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
const rows = docs.flatMap((doc) =>
  readFileSync(join(root, 'docs', doc), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|') && /`[^`]*\.test\.ts`/.test(line))
    .map((line) => ({ doc, shown: line.split('|').at(-2) ?? '' })),
)

const everyWord = tests.map((path) => readFileSync(join(root, path), 'utf8')).join('\n')

it('every test that the documents point to is there, and every title they give is one', () => {
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.flatMap(({ doc, shown }) => astray(shown).map((what) => `${doc}: ${what}`))).toEqual([])
})

/** @param {string} shown the cell of a table that names tests, and some of them by parts of their titles in quotes */
function astray(shown) {
  const named = [...shown.matchAll(/`([^`]*\.test\.tsx?)`/g)].map(([, path = '']) => path)
  const titles = [...shown.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title.replace(/ ?…$/, ''))
  return [
    ...named.filter((path) => !tests.some((test) => patternOf(path).test(test))),
    ...titles.filter((title) => !everyWord.includes(title)),
  ]
}

/**
 * A path or the end of one, perhaps of several: `file-*.test.ts`, `file-{quota,share}.test.ts`.
 *
 * @param {string} path
 */
function patternOf(path) {
  const pattern = path
    .replace(/[.+()[\]|^$\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replace(/\{([^}]*)\}/g, (_, names) => `(${names.replaceAll(',', '|')})`)
  return new RegExp(`(^|/)${pattern}$`)
}
