import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { adminPassword } from './admin-password.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const whole = '/usr/bin/chromium'
const shell = '/usr/bin/chromium-headless-shell'

/** What a suite asks of a browser beyond what a page is made of. */
export interface BrowserNeeds {
  readonly showsPdf?: boolean
}

/**
 * The shell is Chromium without windows. Each context of the whole one is a window, with an address bar and all that drops
 * down from it, which takes a second of the processor; but only there a PDF is shown in a page.
 */
export const launchBrowser = ({ showsPdf = false }: BrowserNeeds = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? (showsPdf || !existsSync(shell) ? whole : shell),
    args: quiet,
  })

export interface Visit {
  readonly width?: number
  readonly height?: number
  readonly scheme?: 'light' | 'dark'
}

/** A person of their own: no cookie, no memory. What breaks in the page breaks the test. */
export async function newVisitor(
  browser: Browser,
  baseURL: string,
  { width = 1280, height = 800, scheme = 'light' }: Visit = {},
) {
  const context = await browser.newContext({
    baseURL,
    viewport: { width, height },
    colorScheme: scheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(error.stack ?? error.message))
  page.on('console', (message) => {
    // The browser itself reports every refused request; refusals are part of the tests.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      failures.push(message.text())
  })
  return { context, page, failures }
}

export type Visitor = Awaited<ReturnType<typeof newVisitor>>

/** Gives a person their session, as the form does: the form itself has tests of its own. No page is shown yet. */
export async function startSession(page: Page, username = 'admin', password = adminPassword): Promise<void> {
  const data = { username, password, session: 'cookie' }
  const answer = await page.context().request.post('/api/v1/auth/token/', { data })
  if (!answer.ok()) throw new Error(`${username} could not sign in: ${await answer.text()}`)
}

/** The same, and shows the files, as signing in does. */
export async function signIn(page: Page, username?: string, password?: string): Promise<void> {
  await startSession(page, username, password)
  await page.goto('/')
  await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor()
}

/** Puts a file's row into the focus, as a click does. */
export const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

const farthest = 80

/** Reaches something with the Tab key alone, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let steps = 0; steps < farthest; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Not within ${farthest} steps of the Tab key: ${target}`)
}

/** Presses what is reached with the Tab key. */
export async function pressOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Takes an item of the menu that has just been opened with the arrow keys, once the menu has taken the focus. */
export async function takeFromMenu(page: Page, name: string): Promise<void> {
  const item = page.getByRole('menuitem', { name })
  await item.waitFor()
  await page.locator('[role="menu"]:focus, [role="menu"] :focus').first().waitFor({ state: 'attached' })
  for (let steps = 0; steps < farthest; steps += 1) {
    if (await item.evaluate((element) => element === document.activeElement)) {
      await page.keyboard.press('Enter')
      return
    }
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`Not within ${farthest} steps of the arrow keys: ${name}`)
}

/** Waits until something has the focus, which menus and lists give back a moment after they close. */
export const untilFocused = (page: Page, target: Locator): Promise<void> => target.and(page.locator(':focus')).waitFor()

/** The open list of a picker, once it answers what was typed. */
export const settledChoices = (page: Page): Locator =>
  page.getByRole('listbox').and(page.locator(':not([aria-busy="true"])'))

/** Types over whatever a field holds, reached with the Tab key. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
}

/** The middle of it, wherever it is now. */
async function moveTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  const box = await target.boundingBox()
  if (!box) throw new Error(`Nowhere to be seen: ${target}`)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 })
}

/** With the mouse, as a hand does it: down, away, over, up. */
export async function drag(page: Page, from: Locator, ...over: readonly Locator[]): Promise<void> {
  await moveTo(page, from)
  await page.mouse.down()
  for (const target of over) await moveTo(page, target)
  await page.mouse.up()
}

/** Drags files and folders from the system's desktop onto the page and lets go. */
export async function drop(page: Page, paths: readonly string[]): Promise<void> {
  // Nobody drags onto a page that is still arranging itself.
  await page.waitForLoadState('networkidle')
  const devtools = await page.context().newCDPSession(page)
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    devtools.send('Input.dispatchDragEvent', {
      type,
      x: 300,
      y: 300,
      data: { items: [], files: [...paths], dragOperationsMask: 1 },
    })
  await drag('dragEnter')
  // A hand is never still: the system tells again and again where it is.
  do await drag('dragOver')
  while (!(await page.getByText('Drop to upload').isVisible()))
  await drag('dragOver')
  // The page has answered that it would take them.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  await drag('drop')
}

/** Pastes small text files of these names. */
export const paste = (page: Page, ...names: readonly string[]): Promise<void> =>
  page.evaluate((given) => {
    const clipboardData = new DataTransfer()
    for (const name of given) clipboardData.items.add(new File(['ebb at noon'], name, { type: 'text/plain' }))
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, names)

interface Finding {
  readonly rule: string
  readonly impact: string
  readonly where: string
}

/** What axe finds serious or critical on the page as it is now. */
export async function accessibilityFindings(page: Page): Promise<Finding[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    interface Axe {
      run(options: object): Promise<{ violations: AxeViolation[] }>
    }
    const { axe } = window as unknown as { axe: Axe }
    interface AxeViolation {
      readonly id: string
      readonly impact: string
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
    }
    // The same rules on all there is; what passed is not described, and nothing is named by a selector.
    const { violations } = await axe.run({ resultTypes: ['violations'], selectors: false })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, impact, nodes }) =>
        nodes.map(({ html, failureSummary }) => ({ rule: id, impact, where: `${html}\n${failureSummary}` })),
      )
  })
}

/** How far the page is wider than the window. */
export const horizontalOverflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
