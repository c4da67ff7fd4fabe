import { describe, expect, it } from 'vitest'
import { accessibilityFindings, newVisitor, signIn, typeInto } from './support/browser.ts'
import { openFiles } from './support/file-screen.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(52)

const GB = 1024 ** 3
const quota = () => seeded.gw.storageQuota.get({ organization: seeded.harbour })
const policy = async () => (await seeded.gw.storagePolicy.get({ organization: seeded.harbour })).rules

async function openSettings(): Promise<void> {
  await page.goto(`/storage?org=${seeded.harbour}`)
  await page.getByRole('heading', { name: 'Storage', level: 1 }).waitFor()
  await page.getByLabel('Days in the trash').waitFor()
}

describe('space', () => {
  it('is opened from the files: how much, by what, and the way to the settings', async () => {
    await openFiles()
    await page.getByRole('button', { name: /of 100 GB used/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Storage' })
    await dialog.getByRole('row').filter({ hasText: 'Images' }).waitFor()
    await dialog.getByText('By folder').click()
    await dialog.getByRole('row').filter({ hasText: 'Not in a folder' }).waitFor()
    await dialog.getByText('By person').click()
    await dialog.getByRole('row').filter({ hasText: 'admin' }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await dialog.getByRole('link', { name: 'Storage settings' }).click()
    await page.getByRole('heading', { name: 'Storage', level: 1 }).waitFor()
  })

  it('is given and warned of, and everybody who adds files is told when it comes to an end', async () => {
    await openSettings()
    const used = (await quota()).usedBytes
    await typeInto(page, page.getByLabel('Warn from (%)'), '70')
    await page.getByRole('button', { name: 'Save space' }).click()
    await page.getByRole('button', { name: 'Save space' }).waitFor({ state: 'hidden' })
    expect(await quota()).toMatchObject({ warningThreshold: 70, quotaBytes: 100 * GB })

    const banner = page.getByText(/The organization’s space is \d+ % full/)
    await openFiles()
    expect(await banner.count()).toBe(0)
    await seeded.gw.storageQuota.update({ organization: seeded.harbour, quotaBytes: Math.round(used / 0.85) })
    await openFiles()
    await page.getByText(/The organization’s space is 8[45] % full\./).waitFor()
    await page.getByText('Nearly full:').waitFor()
    await seeded.gw.storageQuota.update({ organization: seeded.harbour, quotaBytes: Math.round(used / 0.96) })
    await openFiles()
    await page.getByText(/9[56] % full: uploads will soon be refused/).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await seeded.gw.storageQuota.update({ organization: seeded.harbour, quotaBytes: 100 * GB })
  })
})

describe('rules', () => {
  it('are written where the standard does not suit, and taken back to the standard', async () => {
    await openSettings()
    expect(await accessibilityFindings(page)).toEqual([])
    await typeInto(page, page.getByLabel('Days in the trash'), '7')
    await page.getByRole('button', { name: 'Add a rule' }).click()
    await typeInto(page, page.getByLabel('Days', { exact: true }), '3650')
    await page.getByLabel('Every link needs a password').check()
    await page.getByRole('button', { name: 'Save rules' }).click()
    await page.getByRole('button', { name: 'Save rules' }).waitFor({ state: 'hidden' })
    expect(await policy()).toMatchObject({
      trashDays: 7,
      linkPasswordRequired: true,
      retention: [{ system: 'accounting', objectType: null, days: 3650 }],
    })

    await page.reload()
    await page.getByRole('button', { name: 'Remove this rule' }).click()
    await typeInto(page, page.getByLabel('Days in the trash'), '9')
    await page.getByRole('button', { name: 'Discard' }).click()
    expect(await page.getByLabel('Days in the trash').inputValue()).toBe('7')
    expect((await policy()).retention).toHaveLength(1)
  })

  it('say what does not fit, and keep what was written', async () => {
    await openSettings()
    await seeded.gw.storagePolicy.update({
      organization: seeded.harbour,
      rules: { trashDays: 12 },
      version: (await seeded.gw.storagePolicy.get({ organization: seeded.harbour })).version,
    })
    await typeInto(page, page.getByLabel('Days in the trash'), '20')
    await page.getByRole('button', { name: 'Save rules' }).click()
    await page.getByRole('alert').getByText('Somebody else changed it meanwhile').waitFor()
    expect(await page.getByLabel('Days in the trash').inputValue()).toBe('20')
    expect((await policy()).trashDays).toBe(12)
  })

  it('are only to be read by those who may not change the organization', async () => {
    const member = await newVisitor(browser, stack.url)
    await signIn(member.page, seeded.member.username, seeded.member.password)
    await member.page.goto('/storage')
    await member.page.getByText('You may look at these settings').waitFor()
    expect(await member.page.getByLabel('Days in the trash').isDisabled()).toBe(true)
    expect(member.failures).toEqual([])
    await member.context.close()
  })

  it('breaks nowhere', () => {
    expect(visitor.failures).toEqual([])
  })
})
