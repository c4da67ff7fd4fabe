import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'

const built = (path: string) => readFileSync(fileURLToPath(new URL(`../dist/${path}`, import.meta.url)))

const assets = readdirSync(fileURLToPath(new URL('../dist/assets', import.meta.url)))

/** Scripts, with all that they load before they run. */
function loadedBy(scripts: readonly string[]): ReadonlySet<string> {
  const loaded = new Set(scripts)
  for (const script of loaded) {
    const imports = built(`assets/${script}`)
      .toString()
      .matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)
    for (const [, name = ''] of imports) loaded.add(name)
  }
  return loaded
}

const named = (page: string) => [...page.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name = '']) => name)
const screen = (name: string) => assets.find((file) => file.startsWith(`${name}-`) && file.endsWith('.js')) ?? name
const gzipped = (scripts: Iterable<string>) =>
  [...scripts].reduce((sum, name) => sum + gzipSync(built(`assets/${name}`)).length, 0)

it('the page names at most 200 kB of gzipped script, and runs none inline', () => {
  const page = built('index.html').toString()
  const scripts = named(page)
  expect(scripts.length).toBeGreaterThan(0)
  expect(gzipped(scripts)).toBeLessThan(200_000)
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/)
})

it('the list of files comes without the definitions of all resources, their rules of phone numbers and patterns', () => {
  const first = loadedBy([...named(built('index.html').toString()), screen('frame'), screen('file-screen')])
  expect(first.size).toBeGreaterThan(50)
  expect(gzipped(first)).toBeLessThan(400_000)
})

it.each([
  ['product-screen', 480_000],
  ['plain-tree-screen', 450_000],
  ['tag-screen', 400_000],
])(
  'the list of %s comes without the form of a record, nor the rules of patterns and exact numbers it judges by',
  (name, most) => {
    const first = loadedBy([
      ...named(built('index.html').toString()),
      ...['frame', 'record-route', name].map((part) => screen(part)),
    ])
    expect(first.size).toBeGreaterThan(50)
    expect(gzipped(first)).toBeLessThan(most)
    const heavy = [...first].filter((script) => /RE2JS|DecimalError/.test(built(`assets/${script}`).toString()))
    expect(heavy).toEqual([])
    expect(first).not.toContain(screen('record-pane'))
  },
)

it('what a list leaves out is in the form of a record', () => {
  const form = [...loadedBy([screen('record-pane')])].map((script) => built(`assets/${script}`).toString())
  expect(form.some((script) => script.includes('RE2JS'))).toBe(true)
  expect(form.some((script) => script.includes('DecimalError'))).toBe(true)
})
