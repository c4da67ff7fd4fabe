import { beforeAll, describe, expect, it } from 'vitest'
import {
  accessibilityFindings,
  horizontalOverflow,
  newVisitor,
  pressOn,
  settledChoices,
  signIn,
} from './support/browser.ts'
import { seedSessions } from './support/seed-sessions.ts'
import { browser, page, seeded, stack, startSignedIn } from './support/signed-in.ts'

startSignedIn(28)

beforeAll(() => seedSessions(seeded))

const tile = (name: string) => page.getByRole('link', { name })
const open = async (search = '') => {
  await page.goto(`/dashboard?org=${seeded.logistics}${search}`)
  await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor()
}

describe('the dashboard', () => {
  it('counts sessions and files, and each number leads to what it counts', async () => {
    await page.goto(`/files?org=${seeded.logistics}`)
    await page.getByRole('navigation', { name: 'Modules' }).getByRole('link', { name: 'Dashboard' }).click()
    await tile('In all: 3').waitFor()
    await tile('Succeeded: 2').waitFor()
    const files = page.getByRole('region', { name: 'Files' })
    expect(await files.getByRole('definition').allTextContents()).toEqual(['5', '2', '3', '5'])
    expect(await accessibilityFindings(page)).toEqual([])

    await pressOn(page, tile('Failed: 1'))
    const list = page.getByRole('grid', { name: 'Import sessions' })
    await list.getByRole('row').filter({ hasText: 'France' }).waitFor()
    expect(await list.getByRole('row').filter({ hasText: 'Portugal' }).count()).toBe(0)
  })

  it('draws each day, says it in words, and has every number in a table', async () => {
    await open()
    const chart = page.getByRole('figure', { name: 'Files by day' })
    await chart.getByRole('img', { name: /^Files by day: Stat files 2, Recap files 3\. Most on .*: 5\.$/ }).waitFor()
    await pressOn(page, chart.getByText('As a table'))
    const today = chart.getByRole('table').getByRole('row').nth(1)
    expect(await today.getByRole('cell').allTextContents()).toEqual([expect.stringMatching(/20\d\d/), '2', '3'])
    expect(await chart.getByRole('row').count()).toBe(31)
    const shares = page.getByRole('figure', { name: 'How sessions stand' }).getByRole('listitem')
    expect(await shares.allTextContents()).toEqual(['Done267 %', 'Error133 %', 'Running00 %', 'Pending00 %'])
  })

  it('is narrowed to a country, which the address keeps', async () => {
    await open()
    await page.getByRole('button', { name: 'Country: All countries' }).click()
    await page.getByRole('textbox', { name: 'Find a country' }).fill('Spain')
    await settledChoices(page).waitFor()
    await page.getByRole('option', { name: 'Spain' }).first().click()
    await tile('In all: 1').waitFor()
    expect(page.url()).toContain('country=ES')
    await page
      .getByRole('region', { name: 'Latest sessions' })
      .getByRole('link', { name: /^Spain/ })
      .waitFor()
    expect(await page.getByRole('link', { name: /^Portugal/ }).count()).toBe(0)
    await page.reload()
    await page.getByRole('button', { name: 'Country: Spain' }).waitFor()
    await pressOn(page, page.getByRole('link', { name: 'All sessions' }))
    await page.getByRole('grid', { name: 'Import sessions' }).getByRole('row').filter({ hasText: 'Spain' }).waitFor()
    expect(new URL(page.url()).searchParams.getAll('filter')).toEqual(['country:ES'])

    await open('&country=DE')
    await page.getByText('Nothing has been imported yet').waitFor()
  })

  it('says of when it is, and that a newer count takes five minutes', async () => {
    await open()
    await page.getByText(/^As of \d/).waitFor()
    await pressOn(page, page.getByRole('button', { name: 'Count again' }))
    await page.getByText('This is the newest count').waitFor()
  })

  it('asks for an organization where there are several, and leads to the first session where there is none', async () => {
    await page.goto('/dashboard')
    await page.getByRole('button', { name: 'Choose an organization' }).click()
    await page.getByRole('textbox', { name: 'Find an organization' }).fill('Meridian Harbour')
    await settledChoices(page).waitFor()
    await page.getByRole('option', { name: /^Meridian Harbour/ }).click()
    await page.getByText('Nothing has been imported yet').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'New session' }).click()
    await page.getByRole('dialog', { name: 'New import session' }).waitFor()
  })

  it('fits a phone', async () => {
    const phone = await newVisitor(browser, stack.url, { width: 320, height: 640 })
    await signIn(phone.page)
    await phone.page.goto(`/dashboard?org=${seeded.logistics}`)
    await phone.page.getByRole('img', { name: /^Files by day/ }).waitFor()
    expect(await horizontalOverflow(phone.page)).toBeLessThanOrEqual(0)
    expect(phone.failures).toEqual([])
    await phone.context.close()
  })
})
