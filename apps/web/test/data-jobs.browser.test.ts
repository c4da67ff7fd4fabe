import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { accessibilityFindings, horizontalOverflow } from './support/browser.ts'
import { page, seeded, stack, startSignedIn } from './support/signed-in.ts'

startSignedIn(57)

interface JobAt {
  readonly status: string
  readonly progress?: number
  readonly created?: number
  readonly failed?: number
  readonly log?: object
  readonly jobType?: 'import' | 'undo'
  readonly undoOf?: string | null
  readonly target?: string
}

/** A job as it stands at one moment. Without a lease no worker takes it: it stands still until a test moves it. */
async function jobAt({ status, progress = 0, created = 0, failed = 0, log = {}, ...more }: JobAt): Promise<string> {
  const { jobType = 'import', undoOf = null, target = 'product' } = more
  const [row] = await stack.sql<{ id: string }>(
    `insert into data_job (id, organization_id, job_type, target, status, progress, created, failed, total, result_log, undo_of_id, created_by_id)
     select $1, $2, $8, $9, $3, $4, $5, $6, $5::int + $6::int, $7, $10, id from app_user where username = 'admin' returning id`,
    [randomUUID(), seeded.harbour, status, progress, created, failed, JSON.stringify(log), jobType, target, undoOf],
  )
  return row?.id ?? ''
}

/** Moves a job on and tells of it, as a worker's checkpoint does. */
async function move(id: string, change: string): Promise<void> {
  await stack.sql(`update data_job set ${change} where id = $1`, [id])
  await stack.sql(
    `insert into outbox_event (id, organization_id, topic, resource, object_id)
     values ($1, $2, 'dataJob.progressed', 'dataJob', $3)`,
    [randomUUID(), seeded.harbour, id],
  )
}

const openJobs = async () => {
  await page.goto(`/data-jobs?org=${seeded.harbour}`)
  await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor()
}
const row = (text: string) => page.getByRole('grid').getByRole('row').filter({ hasText: text })

describe('the job centre', () => {
  it('shows how far a job is while it goes on, in the list and in the header, and what it counted in the end', async () => {
    const id = await jobAt({ status: 'RUNNING', progress: 20 })
    await openJobs()
    await row('Import · product').getByText('20 %').waitFor()
    await page.getByRole('link', { name: '1 job under way' }).waitFor()
    expect(await accessibilityFindings(page)).toEqual([])

    await move(id, 'progress = 65')
    await row('Import · product').getByText('65 %').waitFor()
    await move(id, `progress = 100, status = 'COMPLETED', created = 1204, failed = 3, total = 1207`)
    await row('Done').getByText('1,204 new, 3 failed').waitFor()
    await page.getByRole('link', { name: '1 job under way' }).waitFor({ state: 'detached' })
  })

  it('is worked by the keyboard: a job is opened, cancelled after a question, and closed', async () => {
    const id = await jobAt({ status: 'PENDING' })
    await openJobs()
    await row('Waiting').waitFor()
    await page.getByRole('grid').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    const pane = page.getByRole('complementary', { name: 'Job' })
    await pane.getByRole('button', { name: 'Cancel job' }).press('Enter')
    const question = page.getByRole('dialog', { name: 'Cancel this job?' })
    expect(await accessibilityFindings(page)).toEqual([])
    await question.getByRole('button', { name: 'Cancel job' }).press('Enter')
    await pane.getByText('Cancelled').waitFor()
    expect((await seeded.gw.dataJob.get({ id })).status).toBe('CANCELLED')
    await pane.press('Escape')
    await pane.waitFor({ state: 'detached' })
  })

  it('says why a job failed and tries it again; what was counted and told stands with it', async () => {
    const log = { problem: { code: 'invalid', message: 'There are two columns named sku' }, sheet: 'Products' }
    const id = await jobAt({ status: 'FAILED', failed: 7, log })
    await page.goto(`/data-jobs?org=${seeded.harbour}&open=${id}`)
    const pane = page.getByRole('complementary', { name: 'Job' })
    await pane.getByText('There are two columns named sku').waitFor()
    await pane.getByText('What it told').click()
    await pane.getByText('"sheet": "Products"').waitFor()
    expect(await pane.getByRole('button', { name: 'Take it back' }).count()).toBe(0)
    expect(await accessibilityFindings(page)).toEqual([])
    await pane.getByRole('button', { name: 'Try again' }).click()
    await pane.getByText('Waiting').waitFor()
    expect((await seeded.gw.dataJob.get({ id })).status).toBe('PENDING')
  })

  it('takes an import back after a question, by a job of its own', async () => {
    const id = await jobAt({ status: 'COMPLETED', created: 12 })
    await page.goto(`/data-jobs?org=${seeded.harbour}&open=${id}`)
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByRole('dialog', { name: 'Take this back?' }).getByRole('button', { name: 'Take it back' }).click()
    await row('Undo · product').waitFor()
    const { rows } = await seeded.gw.dataJob.list({ filter: { field: 'undoOf', op: 'eq', value: id } })
    expect(rows).toHaveLength(1)
  })

  it('offers no second try of an import while it is taken back, and again once that was cancelled in time', async () => {
    const id = await jobAt({ status: 'FAILED', created: 5, failed: 1 })
    const undo = await jobAt({ status: 'RUNNING', jobType: 'undo', undoOf: id })
    await page.goto(`/data-jobs?org=${seeded.harbour}&open=${id}`)
    const pane = page.getByRole('complementary', { name: 'Job' })
    const asked = page.waitForResponse((response) => response.url().includes('undoOf') && response.ok())
    await pane.getByText('Failed', { exact: true }).waitFor()
    await asked
    expect(await pane.getByRole('button', { name: 'Try again' }).count()).toBe(0)
    expect(await pane.getByRole('button', { name: 'Take it back' }).count()).toBe(0)
    await move(undo, `status = 'CANCELLED', finished_at = now()`)
    await pane.getByRole('button', { name: 'Try again' }).waitFor()
    await move(undo, `status = 'FAILED', updated = 2`)
    await pane.getByRole('button', { name: 'Try again' }).waitFor({ state: 'detached' })
    await pane.getByRole('button', { name: 'Take it back' }).waitFor()
  })

  it('is narrowed by what jobs are about, which the address keeps', async () => {
    await jobAt({ status: 'COMPLETED', created: 8, target: 'warehouse' })
    await openJobs()
    await page.getByRole('button', { name: 'Of what', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Warehouses' }).check()
    await page.keyboard.press('Escape')
    await row('Import · product').first().waitFor({ state: 'detached' })
    await row('Import · warehouse').getByText('8 new').waitFor()
    expect(page.url()).toContain('target=warehouse')
  })

  it('is narrowed by how jobs stand, which the address keeps', async () => {
    await jobAt({ status: 'READY', created: 4 })
    await openJobs()
    await page.getByRole('button', { name: 'Status', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Ready to apply' }).check()
    await page.keyboard.press('Escape')
    await row('Done').first().waitFor({ state: 'detached' })
    await row('4 new').waitFor()
    expect(page.url()).toContain('status=READY')
  })

  it('tells on the narrowest screen which file a job is about, how it stands and how far it is', async () => {
    const { id: file } = await seeded.gw.uploadFile(
      { name: 'Supplier price list autumn 2026.csv', bytes: Buffer.from('sku\n') },
      { organization: seeded.harbour },
    )
    const id = await jobAt({ status: 'RUNNING', progress: 45, target: 'contact' })
    await stack.sql(`update data_job set input_files = jsonb_build_object('main', $2::text) where id = $1`, [id, file])
    await page.setViewportSize({ width: 320, height: 640 })
    await openJobs()
    const job = row('Import · contact')
    await job.getByText('Supplier price list autumn 2026.csv').waitFor()
    await job.getByText('Under way').waitFor()
    await job.getByText('45 %').waitFor()
    expect(await horizontalOverflow(page)).toBe(0)
    expect(await accessibilityFindings(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 800 })
  })
})
