import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'

const built = (path: string) => readFileSync(fileURLToPath(new URL(`../dist/${path}`, import.meta.url)))

it('the page names at most 250 kB of gzipped script, and runs none inline', () => {
  const page = built('index.html').toString()
  const scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path)
  const bytes = scripts.reduce((sum, path) => sum + gzipSync(built(path)).length, 0)
  expect(scripts.length).toBeGreaterThan(0)
  expect(bytes).toBeLessThan(250_000)
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/)
})
