import { beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFindings, newVisitor, row, signIn, untilFocused } from './support/browser.ts'
import { addFile, details, fileNamed, openDetails } from './support/file-details.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(47)

describe('legal hold', () => {
  it('is set with a reason, closes the ways to change and delete, and is lifted again', async () => {
    const list = await fileNamed('Packing list 7.txt')
    await openDetails(list.id)
    await details().getByRole('button', { name: 'Set legal hold…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Keep “Packing list 7.txt” as it is?' })
    expect(await dialog.getByRole('button', { name: 'Set hold' }).isDisabled()).toBe(true)
    await dialog.getByLabel('Reason').fill('Case 118/26')
    expect(await accessibilityFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Set hold' }).click()

    await details().getByText('It can be neither changed nor deleted').waitFor()
    expect(await details().getByRole('button', { name: 'Delete' }).count()).toBe(0)
    expect(await details().getByRole('button', { name: 'Rename' }).count()).toBe(0)
    await expect(seeded.gw.file.remove({ id: list.id })).rejects.toMatchObject({ reason: 'legal_hold' })

    await details().getByRole('button', { name: 'Lift legal hold…' }).click()
    const lifting = page.getByRole('dialog', { name: 'Lift the hold of “Packing list 7.txt”?' })
    await lifting.getByLabel('Reason').fill('Case closed')
    await lifting.getByRole('button', { name: 'Lift hold' }).click()
    await details().getByRole('button', { name: 'Delete' }).waitFor()
  })
})

describe('activity', () => {
  it('tells who did what, strangers with a link included', async () => {
    const { id } = await addFile('Sounding.txt', 'five fathoms')
    const { url } = await seeded.gw.fileLink.create({ file: id, kind: 'download' })
    expect((await fetch(`${new URL(url, stack.url)}/download`)).status).toBe(200)
    await openDetails(id, 'activity')
    const history = details().getByRole('list', { name: 'History' })
    const entry = (text: string) => history.getByRole('listitem').filter({ hasText: text }).first()
    await entry('Uploaded').getByText('admin').waitFor()
    await entry('Scanned').waitFor()
    await entry('Access given').getByText('admin').waitFor()
    await entry('Downloaded').getByText('Somebody with a link').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })
})

describe('favourites', () => {
  it('are one’s own, and the list can be narrowed to them', async () => {
    const plan = await fileNamed('Warehouse 2 floor plan.svg')
    await openDetails(plan.id)
    await details().getByRole('button', { name: 'Add to favourites' }).click()
    await details().getByRole('button', { name: 'Remove from favourites', pressed: true }).waitFor()
    await expect
      .poll(async () => (await seeded.gw.file.favourites({ organization: seeded.harbour })).ids)
      .toEqual([plan.id])
  })
})

describe.runIf(process.env.TEST_CLAMAV_HOST)('what was refused', () => {
  const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
  let refused = ''
  beforeAll(async () => {
    refused = (await addFile('Minutes.txt', eicar)).id
  })

  it('says why and whom to ask, and is not to be had', async () => {
    const member = await newVisitor(browser, stack.url)
    await signIn(member.page, seeded.member.username, seeded.member.password)
    await row(member.page, 'Minutes.txt').click()
    await member.page.keyboard.press('Enter')
    const pane = member.page.getByRole('complementary', { name: 'Details' })
    await pane.getByText('Something harmful was found in it').waitFor()
    await pane.getByText('ask an administrator of Meridian Harbour').waitFor()
    for (const name of ['Download', 'Share…', 'Release…', 'Scan again'])
      expect(await pane.getByRole('button', { name }).count()).toBe(0)
    await member.context.close()
  })

  it('is released with a reason by those who decide', async () => {
    await openDetails(refused)
    await details().getByRole('button', { name: 'Release…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Release “Minutes.txt” all the same?' })
    await dialog.getByLabel('Reason').fill('A harmless test file')
    expect(await accessibilityFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Release it' }).click()
    await details().getByText('Released from quarantine: A harmless test file').waitFor()
    await details().getByRole('button', { name: 'Download' }).waitFor()
    expect(await (await seeded.gw.downloadFile(refused)).text()).toBe(eicar)
  })

  it('is scanned again when asked, and the focus goes back from a question that is closed', async () => {
    const { id } = await addFile('Minutes 2.txt', `${eicar}\n`)
    await openDetails(id)
    const release = details().getByRole('button', { name: 'Release…' })
    await release.click()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await untilFocused(page, release)

    await details().getByRole('button', { name: 'Scan again' }).click()
    await page.getByText('It will be scanned again in a moment').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
  })
})

it('breaks nowhere', () => {
  expect(visitor.failures).toEqual([])
})
