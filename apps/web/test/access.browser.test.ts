import { describe, expect, it } from 'vitest'
import { newVisitor, row, settledChoices, signIn, takeFromMenu } from './support/browser.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

startSignedIn(34)

const heading = (name: string) => page.getByRole('heading', { name, level: 1 })
const drawer = () => page.getByRole('dialog')
const pane = (label: string) => page.getByRole('complementary', { name: label, exact: true })

async function open(path: string, title: string) {
  await page.goto(`${path}${path.includes('?') ? '&' : '?'}org=${seeded.harbour}`)
  await heading(title).waitFor()
}

const menuOf = async (name: string, item: string) => {
  await row(page, name)
    .getByRole('button', { name: /^Actions for/ })
    .click()
  await page.getByRole('menuitem', { name: item }).click()
}

describe('roles', () => {
  it('are copied and changed in the matrix, by keyboard alone', async () => {
    await open('/roles', 'Roles')
    await row(page, 'Viewer').waitFor()
    await page.getByRole('grid', { name: 'Roles' }).focus()
    await row(page, 'Viewer')
      .getByRole('button', { name: /^Actions for/ })
      .focus()
    await page.keyboard.press('Enter')
    await takeFromMenu(page, 'Copy')
    await heading('New role').waitFor()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Quay watch')
    const cell = page.getByRole('button', { name: /^Change product/ })
    await cell.focus()
    await page.keyboard.press('Enter')
    await takeFromMenu(page, 'Allow for their own rows')
    await page.getByRole('button', { name: 'Change product: allowed for some' }).waitFor()
    await page.getByRole('button', { name: /^Change file:/ }).press('Enter')
    await takeFromMenu(page, 'Allow for their own rows')
    await page.getByRole('button', { name: 'Change file: allowed for some' }).waitFor()
    await page.getByRole('button', { name: 'Create role' }).press('Enter')
    await row(page, 'Quay watch').waitFor()

    const { rows } = await seeded.gw.role.list({ search: 'Quay watch' })
    expect(rows[0]?.organization).toBe(seeded.harbour)
    const where = { field: 'createdBy', op: 'eq', value: '$principal.userId' }
    for (const resource of ['product', 'file'])
      expect(rows[0]?.grants).toContainEqual({ resource, action: 'change', where })
  })

  it('read a rule back in words, and say what is wrong with one', async () => {
    await open('/roles', 'Roles')
    await page.getByRole('link', { name: 'Quay watch' }).click()
    await page.getByRole('button', { name: /^View product/ }).click()
    await page.getByRole('menuitem', { name: /^Allow by a rule/ }).click()
    await drawer().getByRole('textbox', { name: 'Rule' }).fill('{"field":"status","op":"eq","value":"active"}')
    await drawer().getByText('Rows where status is active').waitFor()
    await drawer().getByRole('textbox', { name: 'Rule' }).fill('{"field":"colour","op":"eq","value":"red"}')
    await drawer()
      .getByText(/colour/)
      .first()
      .waitFor()
    expect(await drawer().getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true)
  })

  it('that somebody has are not deleted, and say so', async () => {
    const { rows } = await seeded.gw.role.list({ search: 'Quay watch' })
    const person = await seeded.gw.user.create({
      values: { username: 'watch', email: 'watch@example.com', password: 'a lamp at the end of the pier' },
    })
    await seeded.gw.membership.create({
      values: { organization: seeded.harbour, user: person.id, role: rows[0]?.id ?? '' },
    })
    await open('/roles', 'Roles')
    await menuOf('Quay watch', 'Delete')
    await drawer().getByRole('button', { name: 'Delete' }).click()
    await drawer().getByRole('alert').waitFor()
    await drawer().getByRole('button', { name: 'Cancel' }).click()
    await row(page, 'Quay watch').waitFor()
  })

  it('can be looked through, without changing anything', async () => {
    await open('/roles', 'Roles')
    await menuOf('Viewer', 'Look through this role')
    await page.getByText('You are looking through the role').waitFor()
    await page.getByRole('link', { name: 'Products' }).click()
    await row(page, 'Quay lamp 2040 lm').waitFor()
    expect(await page.getByRole('button', { name: 'New product' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Stop looking' }).click()
    await page.getByRole('button', { name: 'New product' }).waitFor()
  })
})

describe('members', () => {
  it('are invited by keyboard alone, and the invitation can be sent again', async () => {
    await open('/members', 'Members')
    await page.getByText('Invitations', { exact: true }).click()
    await heading('Invitations').waitFor()
    await page.getByRole('button', { name: 'New invitation' }).first().press('Enter')
    await drawer().getByRole('textbox', { name: 'E-mail' }).fill('newcomer@example.com')
    const role = drawer().getByRole('combobox', { name: 'Role' })
    await role.fill('Viewer')
    await page.getByRole('option', { name: 'Viewer' }).waitFor()
    await settledChoices(page).waitFor()
    await role.press('ArrowDown')
    await role.press('Enter')
    await drawer().getByRole('button', { name: 'Create' }).press('Enter')
    await row(page, 'newcomer@example.com').waitFor()
    await menuOf('newcomer@example.com', 'Send again')
    await page.getByText('Sent to newcomer@example.com again').waitFor()
  })

  it('change their role beside the list', async () => {
    await open('/members', 'Members')
    await page.getByRole('link', { name: 'watch' }).click()
    const role = pane('Membership').getByRole('combobox', { name: 'Role' })
    await role.click()
    await role.fill('Manager')
    await page.getByRole('option', { name: 'Manager' }).click()
    await pane('Membership').getByRole('button', { name: 'Save' }).click()
    await row(page, 'watch').filter({ hasText: 'Manager' }).waitFor()
  })

  it('lose their account, and get it back', async () => {
    await open('/members', 'Members')
    await menuOf('watch', 'Deactivate account')
    await drawer().getByRole('button', { name: 'Deactivate account' }).click()
    await page.getByText('The account is deactivated').waitFor()
    await menuOf('watch', 'Activate account')
    await page.getByText('The account is active again').waitFor()
  })

  it('can be asked about: which grant allows, which refuses', async () => {
    await open('/members', 'Members')
    await menuOf('watch', 'What may they do?')
    await heading('Who may do what, and why').waitFor()
    await page.getByText('Allowed.', { exact: true }).waitFor()
    await page.getByRole('combobox', { name: 'On', exact: true }).click()
    await page.getByRole('option', { name: 'Role', exact: true }).click()
    await page.getByRole('combobox', { name: 'Action' }).click()
    await page.getByRole('option', { name: 'Delete' }).click()
    await page.getByText('Not allowed.', { exact: true }).waitFor()
  })
})

describe('the audit trail', () => {
  it('is filtered in the address and shows each change field by field', async () => {
    const { rows } = await seeded.gw.product.list({ search: 'BLD-16' })
    await seeded.gw.product.update({ id: rows[0]?.id ?? '', values: { name: 'Mooring bollard 17 t' } })
    await open('/audit', 'Audit trail')
    await page.getByRole('button', { name: 'Action', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Changed', exact: true }).check()
    await page.keyboard.press('Escape')
    await page.waitForURL(/action=UPDATE/)
    await page.getByRole('link', { name: 'Mooring bollard 17 t' }).click()
    const entry = page.getByRole('complementary', { name: 'Audit entry' })
    await entry.getByRole('row', { name: /Name.*16 t.*17 t/ }).waitFor()
    await entry.getByRole('button', { name: 'All entries of this record' }).click()
    await row(page, 'Created').waitFor()
  })

  it('is walked by keyboard alone', async () => {
    await open('/audit?action=UPDATE', 'Audit trail')
    await page.getByRole('grid', { name: 'Audit trail' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const entry = page.getByRole('complementary', { name: 'Audit entry' })
    await entry.waitFor()
    await entry.getByRole('button', { name: /^Close/ }).press('Escape')
    await entry.waitFor({ state: 'hidden' })
  })

  it('is closed to members', async () => {
    const other = await newVisitor(browser, stack.url)
    await signIn(other.page, seeded.member.username, seeded.member.password)
    await other.page.goto('/audit')
    await other.page.getByText('The audit trail is not open to you').waitFor()
    expect(await other.page.getByRole('link', { name: 'Audit trail' }).count()).toBe(0)
    await other.context.close()
  })
})

describe('the history of a record', () => {
  it('shows what became of it, and brings a version back', async () => {
    await open('/products', 'Products')
    await page.getByRole('link', { name: 'Mooring bollard 17 t' }).click()
    await pane('Product').getByRole('tab', { name: 'History' }).click()
    const history = pane('Product').getByRole('list', { name: 'History' })
    await history.getByRole('row', { name: /Name.*16 t.*17 t/ }).waitFor()
    await history.getByRole('button', { name: 'Restore this version' }).first().click()
    await page
      .getByRole('dialog', { name: 'Restore this version?' })
      .getByRole('button', { name: 'Restore this version' })
      .click()
    await page.getByRole('gridcell', { name: 'Mooring bollard 16 t', exact: true }).waitFor()
  })

  it('stands beside a file, too', async () => {
    await open('/files', 'Files')
    await row(page, 'Packing list 7.txt').getByRole('gridcell').nth(2).click()
    await page.keyboard.press('Enter')
    await pane('Details').getByRole('tab', { name: 'Activity' }).click()
    await page.getByRole('list', { name: 'History' }).getByText('Uploaded').first().waitFor()
  })
})

it('breaks nowhere', () => {
  expect(visitor.failures).toEqual([])
})
