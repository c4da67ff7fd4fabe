import type { FileRow } from '@groundwork/client'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  accessibilityFindings,
  newVisitor,
  pressOn,
  row,
  settledChoices,
  signIn,
  typeInto,
  untilFocused,
} from './support/browser.ts'
import { details, fileNamed, openDetails } from './support/file-details.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(45)

let picture: FileRow
beforeAll(async () => {
  picture = await fileNamed('Harbour at dusk.jpg')
})

const dialog = () => page.getByRole('dialog', { name: 'Share “Harbour at dusk.jpg”' })
const shareButton = () => details().getByRole('button', { name: 'Share…' })

async function openSharing(tab?: 'Links' | 'Who has access') {
  await openDetails(picture.id)
  await pressOn(page, shareButton())
  await dialog().waitFor()
  if (tab) await dialog().getByRole('tab', { name: tab }).click()
}

/** Makes a link in the dialog; answers its address. */
async function makeLink(fill: () => Promise<void>): Promise<string> {
  await dialog().getByRole('button', { name: 'New link' }).click()
  await fill()
  await dialog().getByRole('button', { name: 'Make link' }).click()
  return dialog().getByRole('textbox', { name: 'Address of the link' }).inputValue()
}

describe('people and roles', () => {
  it('finds a person by typing, gives a right by the keyboard alone, changes it, and takes it back', async () => {
    await openSharing()
    await typeInto(page, dialog().getByRole('combobox', { name: 'Share with' }), 'jon')
    await settledChoices(page).getByRole('option', { name: 'Jonas Okafor' }).waitFor()
    await page.keyboard.press('Enter')
    const form = dialog().getByRole('form', { name: 'Share with Jonas Okafor' })
    await form.getByLabel('Permission').selectOption({ label: 'Can view' })
    await form.getByLabel('May share it on').check()
    await pressOn(page, form.getByRole('button', { name: 'Share' }))

    const item = dialog().getByRole('list', { name: 'Shared with' }).getByRole('listitem').filter({ hasText: 'jonas' })
    await item.getByText('shared by admin · may share on').waitFor()
    expect(await seeded.gw.fileShare.list({ file: picture.id })).toMatchObject([
      { username: 'jonas', permission: 'view', canReshare: true },
    ])

    await item.getByLabel('What jonas may do').selectOption({ label: 'Can download' })
    await expect
      .poll(async () => (await seeded.gw.fileShare.list({ file: picture.id }))[0]?.permission)
      .toBe('download')
    await item.getByRole('button', { name: 'Stop sharing with jonas' }).click()
    await dialog().getByText('Not shared with anybody yet').waitFor()
    expect(await seeded.gw.fileShare.list({ file: picture.id })).toEqual([])
  })

  it('shares with everybody of a role, until a day, and says who can open it by what', async () => {
    await openSharing()
    await dialog().getByRole('combobox', { name: 'Share with' }).fill('view')
    await settledChoices(page)
      .getByRole('option', { name: /^Viewer/ })
      .click()
    const form = dialog().getByRole('form', { name: 'Share with Viewer' })
    await form.getByLabel('Ends').selectOption({ label: 'After 7 days' })
    await form.getByRole('button', { name: 'Share' }).click()
    await dialog()
      .getByText(/Role · shared by admin · until /)
      .waitFor()
    expect(await accessibilityFindings(page)).toEqual([])

    await dialog().getByRole('tab', { name: 'Who has access' }).click()
    const people = dialog().getByRole('list', { name: 'Who has access' })
    await people.getByRole('listitem').filter({ hasText: 'ada' }).getByText('Role Member').waitFor()
    await people.getByText('Shared by admin with everybody who is Viewer').waitFor()
  })

  it('closes the open list with Escape first, then itself, and gives the focus back', async () => {
    await openSharing()
    const field = dialog().getByRole('combobox', { name: 'Share with' })
    await field.fill('ad')
    await settledChoices(page).getByRole('option').first().waitFor()
    await page.keyboard.press('Escape')
    await settledChoices(page).waitFor({ state: 'hidden' })
    await untilFocused(page, field)
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })
    await untilFocused(page, shareButton())
  })

  it('is not offered to those who may not share', async () => {
    const viewer = await newVisitor(browser, stack.url)
    await signIn(viewer.page, 'jonas', 'jonas-keeps-the-harbour-lit')
    await row(viewer.page, 'Harbour at dusk.jpg').click()
    await viewer.page.keyboard.press('Enter')
    const pane = viewer.page.getByRole('complementary', { name: 'Details' })
    await pane.getByText('SHA-256').waitFor()
    expect(await pane.getByRole('button', { name: 'Share…' }).count()).toBe(0)
    await viewer.context.close()
  })
})

describe('links', () => {
  it('ends by itself unless told otherwise, is copied once, and is dead when revoked', async () => {
    await openSharing('Links')
    const url = await makeLink(async () => {
      expect(await dialog().getByLabel('Ends').locator('option:checked').textContent()).toBe('After 14 days')
      expect(await dialog().getByRole('option', { name: 'Upload only' }).count()).toBe(0)
      await dialog().getByLabel('Downloads at most').fill('2')
      await dialog().getByLabel('Name', { exact: true }).fill('For the insurer')
    })
    await dialog().getByRole('button', { name: 'Copy' }).click()
    await dialog().getByText('Copied to the clipboard').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url)
    expect(await accessibilityFindings(page)).toEqual([])
    expect((await fetch(`${url}/download`)).status).toBe(200)

    await openSharing('Links')
    const item = dialog().getByRole('listitem').filter({ hasText: 'For the insurer' })
    await item.getByText('1 of 2 downloads').waitFor()
    await item.getByRole('button', { name: 'Uses of For the insurer' }).click()
    await item
      .getByRole('list', { name: 'Uses' })
      .getByText(/downloaded/)
      .waitFor()

    await item.getByRole('button', { name: 'Revoke For the insurer' }).click()
    await item.getByRole('button', { name: 'Revoke for good' }).click()
    await item.getByText('Revoked', { exact: true }).waitFor()
    expect((await fetch(`${url}/download`)).status).toBe(404)
  })

  it('asks for its password, and notes who got it wrong', async () => {
    await openSharing('Links')
    const url = await makeLink(async () => {
      await dialog().getByLabel('Password').fill('spring tide at six')
      await dialog().getByLabel('Name', { exact: true }).fill('For the council')
    })
    const stranger = await newVisitor(browser, stack.url)
    await stranger.page.goto(url)
    await stranger.page.getByLabel('Password').fill('neap tide')
    await stranger.page.keyboard.press('Enter')
    await stranger.page.getByText('That is not the password of this link').waitFor()
    await stranger.context.close()

    await openSharing('Links')
    const item = dialog().getByRole('listitem').filter({ hasText: 'For the council' })
    await item.getByText('with a password').waitFor()
    await item.getByRole('button', { name: 'Uses of For the council' }).click()
    await item.getByText(/wrong password/).waitFor()
  })

  it('breaks nowhere', () => {
    expect(visitor.failures).toEqual([])
  })
})
