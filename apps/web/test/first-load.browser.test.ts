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
