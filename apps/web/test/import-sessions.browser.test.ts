import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accessibilityFindings, drop, newVisitor, pressOn, settledChoices, startSession } from './support/browser.ts'
import { samplePath } from './support/seed.ts'
import { recapFile, runSession, statFile } from './support/seed-sessions.ts'
import { page as administrators, browser, seeded, stack, startSignedIn } from './support/signed-in.ts'

startSignedIn(40)

let page: Page
beforeEach(() => {
  page = administrators
})

let desktop: string
beforeAll(async () => {
  desktop = await mkdtemp(join(tmpdir(), 'groundwork-sessions-'))
})
afterAll(() => rm(desktop, { recursive: true }))

async function onDesktop(name: string, { bytes }: { readonly bytes: Buffer }): Promise<string> {
  await writeFile(join(desktop, name), bytes)
  return join(desktop, name)
}

const dialog = () => page.getByRole('dialog', { name: 'New import session' })
const pane = () => page.getByRole('complementary', { name: 'Import session' })
const step = (name: string) => pane().getByRole('listitem', { name, exact: true })

const sessions = async () => (await seeded.gw.importSession.list({ organizations: [seeded.logistics] })).rows

async function openNew(): Promise<void> {
  await page.goto(`/import-sessions?org=${seeded.logistics}`)
  await page.getByRole('button', { name: 'New import session' }).first().click()
  await dialog().waitFor()
}

async function chooseCountry(name: string): Promise<void> {
  await dialog().getByLabel('Country').fill(name)
  await settledChoices(page).waitFor()
  await page.getByRole('option', { name }).first().click()
}

async function pick(part: 'Stat file' | 'Recap file', path: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await dialog()
    .getByRole('button', { name: new RegExp(`^${part}: choose`, 'i') })
    .click()
  await (await choosing).setFiles(path)
}

describe('a new session', () => {
  it('is made of a country and two files, and is watched until its clients, policies and claims are in', async () => {
    await openNew()
    expect(await accessibilityFindings(page)).toEqual([])
    await chooseCountry('Portugal')
    await pick('Stat file', await onDesktop('month.csv', statFile(['11', 'Marta Nunes'], ['12', 'Rui Faria'])))
    await pick('Recap file', await onDesktop('claims.csv', recapFile(['S-1', 'P-11'])))
    await dialog().getByRole('button', { name: 'Start session' }).click()
    await dialog().waitFor({ state: 'detached' })

    await pane().getByText('Done', { exact: true }).first().waitFor({ timeout: 30_000 })
    await step('Clients').getByText('2 new').waitFor()
    await step('Policies').getByText('2 new').waitFor()
    await step('Claims').getByText('1 new').waitFor()
    await pane().getByRole('link', { name: 'month.csv' }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])

    const { rows } = await seeded.gw.client.list({ organizations: [seeded.logistics], orderBy: ['clientNumber'] })
    expect(rows).toMatchObject([
      { clientNumber: '11', name: 'Marta Nunes', country: 'PT' },
      { clientNumber: '12', name: 'Rui Faria', country: 'PT' },
    ])
    await pane().getByRole('tab', { name: 'Related' }).click()
    await pane().getByRole('link', { name: 'Marta Nunes' }).click()
    await page.getByRole('complementary', { name: 'Client' }).getByRole('textbox', { name: 'Name' }).waitFor()
  })

  it('says what is missing, which file is no table, and that one file is not both', async () => {
    const before = await sessions()
    await openNew()
    await pressOn(page, dialog().getByRole('button', { name: 'Start session' }))
    await dialog().getByText('Choose the country that the files are about.').waitFor()
    await dialog().getByText('Choose at least one of the two files.').waitFor()

    await pick('Stat file', samplePath('lighthouse.jpg'))
    await dialog().getByText('lighthouse.jpg is no table').waitFor()
    await dialog().getByRole('button', { name: 'Take lighthouse.jpg out' }).click()
    const only = await onDesktop('only.csv', statFile(['21', 'Ana']))
    await pick('Stat file', only)
    await pick('Recap file', only)
    await dialog().getByText('This is the same file as the other one.').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    await dialog().getByRole('button', { name: 'Start session' }).click()
    await dialog().getByText('This is the same file as the other one.').waitFor()
    expect((await sessions()).length).toBe(before.length)
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })
})

it('whoever closes the dialog while a session is being made is not taken to it, but told', async () => {
  await openNew()
  await chooseCountry('Germany')
  await pick('Stat file', await onDesktop('late.csv', statFile(['71', 'Spree GmbH'])))
  const creation = /importSession\.create/
  let goOn: () => void = () => undefined
  const isLeft = new Promise<void>((resolve) => {
    goOn = resolve
  })
  await page.route(creation, (route) => isLeft.then(() => route.continue()))
  const asked = page.waitForRequest(creation)
  await dialog().getByRole('button', { name: 'Start session' }).click()
  await asked
  await dialog().getByRole('button', { name: 'Cancel' }).click()
  await dialog().waitFor({ state: 'detached' })
  await page.getByRole('navigation', { name: 'Modules' }).getByRole('link', { name: 'Dashboard' }).click()
  await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor()
  goOn()
  await page.getByRole('alert').filter({ hasText: 'Import session · Germany' }).waitFor()
  expect(page.url()).toContain('/dashboard')
  expect(page.url()).not.toContain('open=')
  await page.unroute(creation)
})

it('files that are dropped anywhere go where their names say', async () => {
  await openNew()
  const recap = await onDesktop('recap 2026-11.csv', recapFile(['S-3', 'P-61']))
  await drop(page, [recap, await onDesktop('November.csv', statFile(['61', 'Sol Lda']))])
  await dialog().getByRole('region', { name: 'Stat file' }).getByText('November.csv').waitFor()
  await dialog().getByRole('region', { name: 'Recap file' }).getByText('recap 2026-11.csv').waitFor()
  expect(await page.getByRole('region', { name: 'Uploads' }).count()).toBe(0)
})

describe('somebody of one country', () => {
  const password = 'rita-keeps-the-harbour-lit'

  it('is offered theirs, brings it in, and is told that another is refused', async () => {
    await addAgent('PT')
    const other = await newVisitor(browser, stack.url)
    await startSession(other.page, 'rita', password)
    page = other.page
    await openNew()
    await expect.poll(() => dialog().getByLabel('Country').inputValue()).toBe('Portugal')
    await chooseCountry('Spain')
    await pick('Stat file', await onDesktop('mine.csv', statFile(['51', 'Ana Prata'])))
    await dialog().getByRole('button', { name: 'Start session' }).click()
    await dialog().getByRole('alert').getByText('You may not').first().waitFor()

    await chooseCountry('Portugal')
    await dialog().getByRole('button', { name: 'Start session' }).click()
    await step('Policies').getByText('1 new').waitFor({ timeout: 30_000 })
    await pane().press('Escape')
    const rows = page.getByRole('grid', { name: 'Import sessions' }).getByRole('link')
    await expect.poll(() => rows.allTextContents()).toEqual([expect.stringMatching(/^Portugal/)])
    await page.goto(`/dashboard?org=${seeded.logistics}`)
    await page.getByRole('link', { name: 'In all: 1' }).waitFor()
    expect(other.failures).toEqual([])
    await other.context.close()
  })

  async function addAgent(country: string): Promise<void> {
    const { gw, logistics: organization } = seeded
    const { id: user } = await gw.user.create({
      values: { username: 'rita', firstName: 'Rita', lastName: 'Sousa', email: 'rita@meridian.example', password },
    })
    const [role] = (await gw.role.list({ filter: { field: 'slug', op: 'eq', value: 'import-agent' } })).rows
    await gw.membership.create({ values: { user, organization, role: role?.id ?? '', attributes: { country } } })
  }
})

describe('a session', () => {
  it('that failed says why, step by step, and is tried again', async () => {
    const id = await runSession(seeded.gw, {
      organization: seeded.logistics,
      country: 'FR',
      stat: { bytes: Buffer.from('colour,shape\r\nred,round\r\n') },
      recap: recapFile(['S-5', 'P-11']),
    })
    await page.goto(`/import-sessions?org=${seeded.logistics}&filter=status:ERROR&open=${id}`)
    await pane().getByText('Why it failed').waitFor()
    await step('Clients').getByText('Failed', { exact: true }).waitFor()
    await step('Claims').getByText('Not begun: a step before it failed').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])

    const before = await seeded.gw.dataJob.list({ filter: { field: 'importSession', op: 'eq', value: id } })
    await pressOn(page, pane().getByRole('button', { name: 'Try again' }))
    await expect
      .poll(async () => (await seeded.gw.dataJob.get({ id: before.rows[0]?.id ?? '' })).version)
      .toBeGreaterThan(before.rows[0]?.version ?? 0)
    await step('Clients').getByText('Failed', { exact: true }).waitFor()
  })

  it('of which a step was taken back by itself does not go on', async () => {
    const { gw, logistics: organization } = seeded
    const id = await runSession(gw, {
      organization,
      country: 'NL',
      stat: statFile(['81', 'Maas BV']),
      recap: { bytes: Buffer.from('colour,shape\r\nred,round\r\n') },
    })
    await page.goto(`/import-sessions?org=${organization}&open=${id}`)
    await pane().getByRole('button', { name: 'Try again' }).waitFor()
    const { rows } = await gw.dataJob.list({ filter: { field: 'importSession', op: 'eq', value: id } })
    await gw.dataJob.undo({ id: rows.find(({ target }) => target === 'policy')?.id ?? '' })
    await step('Policies').getByText('Taken back').waitFor()
    await pane().getByRole('button', { name: 'Try again' }).waitFor({ state: 'detached' })
    await pane().getByRole('button', { name: 'Take it back' }).waitFor()
  })

  it('shows how far it is while it goes on', async () => {
    const id = await runSession(seeded.gw, {
      organization: seeded.logistics,
      country: 'IT',
      stat: statFile(['41', 'Porto Vecchio Srl']),
      recap: recapFile(['S-6', 'P-41']),
    })
    await page.goto(`/import-sessions?org=${seeded.logistics}&open=${id}`)
    await step('Claims').getByText('1 new').waitFor()
    const { rows } = await seeded.gw.dataJob.list({ filter: { field: 'importSession', op: 'eq', value: id } })
    const job = rows.find(({ target }) => target === 'claim')
    await stack.sql(`update import_session set status = 'RUNNING' where id = $1`, [id])
    // Held, as by a worker: one that nobody holds would be taken up and ended.
    const held = `token = gen_random_uuid(), until = now() + interval '1 hour'`
    await stack.sql(`update data_job_lease set ${held} where job_id = $1`, [job?.id])
    await stack.sql(`update data_job set status = 'RUNNING', progress = 40 where id = $1`, [job?.id])
    for (const [resource, object] of [
      ['importSession', id],
      ['dataJob', job?.id],
    ]) {
      await stack.sql(
        `insert into outbox_event (id, organization_id, topic, resource, object_id)
         values (gen_random_uuid(), $1, $2, $3, $4)`,
        [seeded.logistics, `${resource}.progressed`, resource, object],
      )
    }
    await step('Claims').getByText('40 %').waitFor()
    await pane().getByText('Running').first().waitFor()
    await pane().getByRole('button', { name: 'Cancel session' }).waitFor()
    await stack.sql(`update import_session set status = 'DONE' where id = $1`, [id])
    await stack.sql(`update data_job set status = 'COMPLETED' where id = $1`, [job?.id])
    await stack.sql('update data_job_lease set token = null, until = null where job_id = $1', [job?.id])
  })

  it('is taken back after a question, the last step first', async () => {
    const id = await runSession(seeded.gw, {
      organization: seeded.logistics,
      country: 'ES',
      stat: statFile(['31', 'Puerto Norte SA']),
      recap: recapFile(['S-7', 'P-31']),
    })
    await page.goto(`/import-sessions?org=${seeded.logistics}&open=${id}`)
    await pressOn(page, pane().getByRole('button', { name: 'Take it back' }))
    const question = page.getByRole('dialog', { name: 'Take this session back?' })
    await question.getByText(/the last one first/).waitFor()
    await question.getByRole('button', { name: 'Take it back' }).click()
    await step('Clients').getByText('Taken back').waitFor({ timeout: 30_000 })
    await pane().getByRole('button', { name: 'Take it back' }).waitFor({ state: 'detached' })
    const { rows } = await seeded.gw.client.list({ search: 'Puerto Norte', organizations: [seeded.logistics] })
    expect(rows).toEqual([])
  })
})
