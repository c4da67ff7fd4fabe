import { describe, expect, it } from 'vitest'
import { accessibilityFindings, row, takeFromMenu, untilFocused } from './support/browser.ts'
import { addFile, details, fileNamed, openDetails } from './support/file-details.ts'
import { makeFolders } from './support/file-screen.ts'
import { page, seeded, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(48)

async function openTrash(): Promise<void> {
  await page.goto(`/trash?org=${seeded.harbour}`)
  await page.getByRole('heading', { name: 'Trash', level: 1 }).waitFor()
}

async function choose(name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await takeFromMenu(page, action)
}

const namesIn = async (folder: string | null) => {
  const filter = { field: 'folder', op: 'eq', value: folder } as const
  const { rows } = await seeded.gw.file.list({ filter, organizations: [seeded.harbour] })
  return rows.map(({ originalFilename }) => originalFilename).sort()
}

describe('the trash', () => {
  it('says where each was and for how long it can be had back, and puts it there again', async () => {
    const { Soundings: folder } = await makeFolders(['Soundings'])
    const { id } = await addFile('North basin.txt', 'five fathoms', folder)
    await seeded.gw.file.remove({ id })
    await openTrash()
    await page.getByText('stays here for 30 days').waitFor()
    await row(page, 'North basin.txt').getByText('Soundings').filter({ visible: true }).first().waitFor()
    await row(page, 'North basin.txt').getByText('30 days').filter({ visible: true }).first().waitFor()
    expect(await accessibilityFindings(page)).toEqual([])

    await choose('North basin.txt', 'Restore')
    await page.getByText('“North basin.txt” restored').waitFor()
    expect(await namesIn(folder)).toEqual(['North basin.txt'])
  })

  it('restores beside what has taken the name meanwhile, and says so', async () => {
    const { Tides: folder } = await makeFolders(['Tides'])
    const { id } = await addFile('Table.txt', 'ebb', folder)
    await seeded.gw.file.remove({ id })
    await addFile('Table.txt', 'flood', folder)
    await openTrash()
    await choose('Table.txt', 'Restore')
    await page.getByText(/Restored as “Table.*\.txt”: its name was taken meanwhile/).waitFor()
    expect(await namesIn(folder)).toHaveLength(2)
  })

  it('offers the top to a file whose folder is in the trash too', async () => {
    const { Wrecks: folder } = await makeFolders(['Wrecks'])
    const { id } = await addFile('Lost anchor.txt', 'here lies', folder)
    await seeded.gw.file.remove({ id })
    await seeded.gw.folder.remove({ id: folder })
    await openTrash()
    await choose('Lost anchor.txt', 'Restore')
    const dialog = page.getByRole('dialog', { name: 'The folder of “Lost anchor.txt” is in the trash too' })
    await dialog.getByRole('button', { name: 'Restore to the top' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect((await seeded.gw.file.get({ id })).folder).toBeNull()
  })

  it('deletes one for ever after naming it, and all of it when emptied, but what must be kept', async () => {
    const gone = await addFile('Draft 1.txt', 'one')
    const also = await addFile('Draft 2.txt', 'two')
    await seeded.gw.file.remove({ id: gone.id })
    await seeded.gw.file.remove({ id: also.id })
    await openTrash()
    await choose('Draft 1.txt', 'Delete for ever…')
    const dialog = page.getByRole('dialog', { name: 'Delete “Draft 1.txt” for ever?' })
    expect(await accessibilityFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Delete for ever' }).click()
    await page.getByText('1 file deleted for ever').waitFor()
    await row(page, 'Draft 1.txt').waitFor({ state: 'hidden' })
    await expect(seeded.gw.file.restore({ id: gone.id })).rejects.toMatchObject({ code: 'not_found' })

    await page.getByRole('button', { name: 'Empty trash…' }).click()
    await page
      .getByRole('dialog', { name: 'Empty the trash?' })
      .getByRole('button', { name: 'Empty the trash' })
      .click()
    await row(page, 'Draft 2.txt').waitFor({ state: 'hidden' })
    await expect(seeded.gw.file.restore({ id: also.id })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('what is in use', () => {
  it('is deleted after a warning that names what it is attached to, and not before', async () => {
    const [lamp] = (await seeded.gw.product.list({ search: 'QL-2040' })).rows
    const attached = { organization: seeded.harbour, entityType: 'product', entityId: lamp?.id ?? '' }
    const sheet = { name: 'Data sheet.txt', bytes: new TextEncoder().encode('2040 lm') }
    const { id } = await seeded.gw.uploadFile(sheet, attached)
    await openDetails(id)
    const button = details().getByRole('button', { name: 'Delete' })
    await button.click()
    const dialog = page.getByRole('dialog', { name: 'Delete “Data sheet.txt” though it is in use?' })
    await dialog.getByRole('link', { name: 'Quay lamp 2040 lm' }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await untilFocused(page, button)
    expect((await seeded.gw.file.get({ id })).deletedAt).toBeNull()

    await button.click()
    await dialog.getByRole('button', { name: 'Move to the trash' }).click()
    await page.getByText('“Data sheet.txt” moved to the trash').waitFor()
    await expect(seeded.gw.file.get({ id })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('stays when a record could not be without it, and the record is named', async () => {
    const offer = await fileNamed('Offer 2026-118 quay lighting.pdf')
    await openDetails(offer.id)
    await details().getByRole('region', { name: 'Used by' }).getByRole('link', { name: 'Offer 2026-118' }).waitFor()
    await details().getByRole('button', { name: 'Delete' }).click()
    const dialog = page.getByRole('dialog', { name: `“${offer.originalFilename}” is still needed` })
    await dialog.getByRole('link', { name: 'Offer 2026-118' }).waitFor()
    expect((await seeded.gw.file.get({ id: offer.id })).deletedAt).toBeNull()
  })

  it('breaks nowhere', () => {
    expect(visitor.failures).toEqual([])
  })
})
