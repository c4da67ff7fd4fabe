import { randomUUID } from 'node:crypto'
import { createClient, type GroundworkClient } from '@groundwork/client'
import { expect, it } from 'vitest'
import { askForImport, bringIn } from './support/bring-in.ts'
import { accessibilityFindings } from './support/browser.ts'
import { runSession, statFile } from './support/seed-sessions.ts'
import { page, seeded, stack, startSignedIn } from './support/signed-in.ts'

startSignedIn(61)

const notice = () => page.getByRole('alert').filter({ hasText: 'Import · product' })
/** That there is a job, as its making tells: lists are asked for anew. */
const newsOf = (id: string) =>
  stack.sql(
    `insert into outbox_event (id, organization_id, topic, resource, object_id)
     values ($1, $2, 'dataJob.created', 'dataJob', $3)`,
    [randomUUID(), seeded.harbour, id],
  )
const header = 'sku,name,product_type\n'

it('whoever asked hears that their job is over wherever they are, and gets there', async () => {
  await page.goto(`/contacts?org=${seeded.harbour}`)
  await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
  const { job } = await askForImport({ name: 'two.csv', csv: `${header}NT-1,Nut,SERVICE\nNT-2,Netting,SERVICE\n` })
  await notice().getByText('Done. 2 new').waitFor()
  expect(await accessibilityFindings(page)).toEqual([])
  await notice().getByRole('link', { name: 'Show' }).click()
  await page.waitForURL(new RegExp(`/data-jobs\\?.*open=${job}`))
  await notice().waitFor({ state: 'detached' })
})

it('and when it failed, and when a dry run waits for its word: both lead to where one goes on', async () => {
  await page.goto(`/contacts?org=${seeded.harbour}`)
  await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
  await askForImport({ name: 'plan.csv', csv: `${header}NT-3,Needle,SERVICE\n`, parameters: { dry_run: true } })
  await notice().getByText('The dry run is over; nothing is written yet. 1 new').waitFor()
  await notice().getByRole('link', { name: 'Go on' }).click()
  await page.getByRole('heading', { name: 'This is what would happen' }).waitFor()
  await page.getByRole('button', { name: 'Import 1 row' }).waitFor()
  await askForImport({ name: 'empty.csv', csv: 'colour\nred\n' })
  await notice().getByText('It failed.').waitFor()
  await notice().getByRole('link', { name: 'Go on' }).click()
  await page.getByRole('button', { name: 'Begin again with this file' }).waitFor()
})

it('and what ended while no news of it came through, once the list is asked for again', async () => {
  await page.goto(`/contacts?org=${seeded.harbour}`)
  const id = randomUUID()
  await stack.sql(
    `insert into data_job (id, organization_id, job_type, target, status, created_by_id)
     select $1, $2, 'import', 'product', 'RUNNING', id from app_user where username = 'admin'`,
    [id, seeded.harbour],
  )
  await newsOf(id)
  await page.getByRole('link', { name: '1 job under way' }).waitFor()
  await stack.sql(`update data_job set status = 'COMPLETED', created = 17, finished_at = now() where id = $1`, [id])
  await newsOf(id)
  await notice().getByText('Done. 17 new').waitFor()
})

it('a session is told of once, and its steps are not', async () => {
  await page.goto(`/contacts?org=${seeded.harbour}`)
  await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
  await runSession(seeded.gw, { organization: seeded.harbour, country: 'PT', stat: statFile(['91', 'Vela Lda']) })
  const told = page.getByRole('alert').filter({ hasText: 'Import session · Portugal' })
  await told.getByText(/^Done\. \d+ new/).waitFor()
  expect(await page.getByRole('alert').count()).toBe(1)
})

it('of a session that was taken back as well, and of a step that could not be', async () => {
  await page.goto(`/contacts?org=${seeded.harbour}`)
  await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
  const { gw, harbour: organization } = seeded
  const session = await runSession(gw, { organization, country: 'ES', stat: statFile(['92', 'Mar SA']) })
  const told = page.getByRole('alert').filter({ hasText: 'Import session · Spain' })
  await told.getByText(/^Done\./).waitFor()
  await gw.importSession.undo({ id: session })
  await told.getByText('It was taken back.').waitFor()
  const undo = page.getByRole('alert').filter({ hasText: 'Undo · client' })
  expect(await undo.count()).toBe(0)

  const id = randomUUID()
  await stack.sql(
    `insert into data_job (id, organization_id, job_type, target, status, import_session_id, finished_at, created_by_id)
     select $1, $2, 'undo', 'client', 'FAILED', $3, now(), id from app_user where username = 'admin'`,
    [id, organization, session],
  )
  await stack.sql(
    `insert into outbox_event (id, organization_id, topic, resource, object_id)
     values (gen_random_uuid(), $1, 'dataJob.failed', 'dataJob', $2)`,
    [organization, id],
  )
  await undo.getByText('It failed.').waitFor()
})

it('nobody is told what they are looking at', async () => {
  await page.goto(`/data-jobs?org=${seeded.harbour}`)
  await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor()
  await askForImport({ name: 'seen.csv', csv: `${header}NT-4,Nail,SERVICE\n` })
  await page.getByRole('grid').getByRole('row').filter({ hasText: 'seen.csv' }).getByText('Done').waitFor()
  expect(await notice().count()).toBe(0)
})

it('nor of what others have asked for', async () => {
  // Another attempt is told of what the first has asked for late, so it is known by what it says.
  const part = randomUUID().slice(0, 8)
  const gw = await aManager()
  await page.goto(`/contacts?org=${seeded.harbour}`)
  await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor()
  const theirs = await bringIn({ gw, name: 'theirs.csv', csv: `${header}${part}-1,Nozzle,SERVICE\n` })
  await gw.close()
  expect((await seeded.gw.dataJob.get({ id: theirs.job })).status).toBe('COMPLETED')
  await askForImport({ name: 'mine.csv', csv: `${header}${part}-2,Notch,SERVICE\n${part}-3,Nib,SERVICE\n` })
  await notice().getByText('Done. 2 new').first().waitFor()
  expect(await notice().getByText('Done. 1 new').count()).toBe(0)
})

/** Somebody else who may bring rows in. */
async function aManager(): Promise<GroundworkClient> {
  const { username, password } = seeded.member
  const { user, role, membership } = seeded.gw
  const { rows: users } = await user.list({ filter: { field: 'username', op: 'eq', value: username } })
  const { rows: roles } = await role.list({ filter: { field: 'slug', op: 'eq', value: 'manager' } })
  const { rows } = await membership.list({ filter: { field: 'user', op: 'eq', value: users[0]?.id ?? '' } })
  await membership.update({ id: rows[0]?.id ?? '', values: { role: roles[0]?.id ?? '' } })
  const gw = createClient({ url: stack.url })
  await gw.signIn(username, password)
  return gw
}
