import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import { accessibilityFindings, newVisitor, type Visitor } from './support/browser.ts'
import { fileNamed } from './support/file-details.ts'
import { samplePath } from './support/seed.ts'
import { browser, seeded, stack, startSignedIn } from './support/signed-in.ts'

startSignedIn(53)

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The example of the package's README, for one organization of this stack. */
async function exampleOf(organization: string): Promise<string> {
  const readme = await readFile(here('../../../packages/react/README.md'), 'utf8')
  const [, example] = /```tsx\n([\s\S]*?)```/.exec(readme) ?? []
  if (!example) throw new Error('The README has no example')
  const { key } = await seeded.gw.apiKey.create({ name: 'The example' })
  return [
    "import { createRoot } from 'react-dom/client'",
    example.replace('https://groundwork.example.com', stack.url).replace('gw_...', key),
    `createRoot(document.body).render(<Attachments organization="${organization}" />)`,
  ].join('\n')
}

/** A program of somebody else's: nothing of the web client is in it. */
async function openExample({ page }: Visitor): Promise<void> {
  const source = await exampleOf(seeded.harbour)
  const entry = here('../attachments.tsx')
  const built = await build({
    configFile: false,
    root: here('..'),
    base: '/example/',
    logLevel: 'silent',
    build: { write: false, cssCodeSplit: false, target: 'es2023', rolldownOptions: { input: entry } },
    plugins: [
      {
        name: 'the-example',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
  })
  const files = 'output' in built ? built.output : []
  const bodies = new Map(files.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]))
  const script = files.find((file) => file.type === 'chunk' && file.isEntry)?.fileName ?? ''
  const styles = [...bodies].filter(([name]) => name.endsWith('.css')).map(([, style]) => String(style))
  const html = `<!doctype html><html lang="en"><head><title>Attachments</title><style>${styles.join('')}</style></head><body></body></html>`
  await page.route('**/attachments', (route) => route.fulfill({ contentType: 'text/html', body: html }))
  await page.route('**/example/**', (route) => {
    const body = bodies.get(new URL(route.request().url()).pathname.replace('/example/', '')) ?? ''
    return route.fulfill({ contentType: 'text/javascript', body: String(body) })
  })
  await page.goto('/attachments')
  await page.addScriptTag({ type: 'module', url: `/example/${script}` })
}

describe('the example of the README', () => {
  it('lists, uploads, shows how much space is left, and previews, with nothing but the package', async () => {
    const visitor = await newVisitor(browser, stack.url)
    const { page } = visitor
    await openExample(visitor)
    await page.getByText(/of 100 GB used/).waitFor()
    await page.getByLabel('Choose files').last().setInputFiles(samplePath('products.csv'))
    await page.getByRole('list', { name: 'Uploads' }).getByText('Uploaded').waitFor()
    const listed = page.getByRole('table', { name: 'Files' }).getByRole('row').filter({ hasText: 'products.csv' })
    await listed.getByText('Available').waitFor({ timeout: 30_000 })
    await listed.getByRole('button', { name: 'products.csv', exact: true }).click()
    await page.getByRole('cell', { name: 'Marine grease' }).waitFor()
    expect((await fileNamed('products.csv')).tags).toEqual(['offer'])
    expect(await accessibilityFindings(page)).toEqual([])

    await page.evaluate(() => document.documentElement.style.setProperty('--gw-accent', 'rgb(0, 96, 64)'))
    const button = page.getByRole('button', { name: 'Choose files' })
    expect(await button.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(0, 96, 64)')
    expect(visitor.failures).toEqual([])
    await visitor.context.close()
  })
})
