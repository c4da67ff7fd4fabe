/**
 * Makes the pictures in docs/screens from a running, freshly made installation:
 *
 *     PORT=3400 DATA_DIR=/tmp/gallery ADMIN_PASSWORD='lanterns along the quay 7' npm start
 *     npx tsx apps/web/test/gallery.ts http://localhost:3400
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { adminPassword } from './support/admin-password.ts'
import { drop, launchBrowser, newVisitor, signIn } from './support/browser.ts'
import { screens } from './support/screens.ts'
import { type Seeded, samplePath, seed } from './support/seed.ts'
import { seedSessions } from './support/seed-sessions.ts'
import { seedStorage } from './support/seed-storage.ts'

const folder = fileURLToPath(new URL('../../../docs/screens/', import.meta.url))
const url = process.argv[2] ?? 'http://localhost:3000'

const looks = [
  {
    suffix: 'light',
    visit: { scheme: 'light' },
    names: [
      'sign-in',
      'files',
      'grid',
      'folder',
      'selection',
      'conflict',
      'details',
      'filters',
      'preview',
      'table',
      'products',
      'product',
      'organizations',
      'categories',
      'stock-locations',
      'contacts',
      'documents',
      'tags',
      'custom-fields',
      'tax-calculator',
      'units',
      'statuses',
      'palette',
      'profile',
      'two-step',
      'sessions',
      'new-key',
      'roles',
      'role',
      'explain',
      'audit-entry',
      'share',
      'new-link',
      'who-has-access',
      'versions',
      'compare-text',
      'compare-pictures',
      'activity',
      'trash',
      'quota',
      'storage-settings',
      'import-reading',
      'import-columns',
      'import-result',
      'link-file',
      'link-password',
      'link-folder',
      'link-upload',
      'dashboard',
      'import-sessions',
      'import-session',
      'new-session',
      'policies',
    ],
  },
  {
    suffix: 'dark',
    visit: { scheme: 'dark' },
    names: [
      'files',
      'details',
      'product',
      'categories',
      'tags',
      'role',
      'audit-entry',
      'share',
      'versions',
      'link-folder',
      'dashboard',
      'import-session',
    ],
  },
  {
    suffix: '320',
    visit: { width: 320, height: 640 },
    names: [
      'files',
      'details',
      'products',
      'categories',
      'contacts',
      'role',
      'share',
      'link-file',
      'dashboard',
      'new-session',
    ],
  },
] as const

const browser = await launchBrowser({ showsPdf: true })
const seeded = await seed(url, adminPassword)
const stored = await seedStorage(seeded)
await seedSessions(seeded)
try {
  for (const { suffix, visit, names } of looks) {
    const { page, context } = await newVisitor(browser, url, visit)
    for (const screen of screens.filter(({ name }) => (names as readonly string[]).includes(name))) {
      if (!screen.isOpen && !(await isSignedIn(page))) await signIn(page)
      await page.goto(screen.path(seeded, stored))
      await screen.prepare(page)
      await page.screenshot({ path: join(folder, `${screen.name}-${suffix}.png`) })
    }
    await context.close()
  }
  await pictureUploads(browser, seeded)
} finally {
  await seeded.gw.close()
  await browser.close()
}

async function isSignedIn(page: Page): Promise<boolean> {
  return (await page.context().cookies()).length > 0
}

/** Uploads under way, one of them refused. A slow line, so that there is something to see. */
async function pictureUploads(by: Browser, { harbour }: Seeded): Promise<void> {
  const desktop = await mkdtemp(join(tmpdir(), 'groundwork-gallery-'))
  const { page, context } = await newVisitor(by, url)
  await signIn(page)
  await page.goto(`/files?org=${harbour}`)
  const sizes = {
    'Harbour master plan.txt': 38,
    'Tide tables 2027.csv': 21,
    'Survey log 2026.txt': 12,
    'cleanup.sh': 1,
  }
  for (const [name, megabytes] of Object.entries(sizes)) {
    await writeFile(join(desktop, name), Buffer.alloc(megabytes * 1024 * 1024, 'tide, ebb\n'))
  }
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 20,
    downloadThroughput: -1,
    uploadThroughput: 4_000_000,
  })
  await drop(page, [samplePath('not-really.jpg'), ...Object.keys(sizes).map((name) => join(desktop, name))])
  await page.getByText(/left/).waitFor()
  await page.getByText('different type').waitFor()
  await page.getByText(/2\d(\.\d)? MB of/).waitFor()
  await page.screenshot({ path: join(folder, 'uploads-light.png') })
  await context.close()
  await rm(desktop, { recursive: true })
}
