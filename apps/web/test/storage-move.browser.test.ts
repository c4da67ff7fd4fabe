import { afterAll, describe, expect, it } from 'vitest'
import { FakeS3 } from '../../../packages/storage/test/fake-s3.ts'
import { accessibilityFindings, newVisitor, signIn } from './support/browser.ts'
import { browser, page, seeded, stack, startSignedIn, visitor } from './support/signed-in.ts'

const bucket = await FakeS3.start()
afterAll(() => bucket.stop())

startSignedIn(
  68,
  {},
  {
    STORAGE_ALSO: 's3',
    S3_ENDPOINT: bucket.endpoint,
    S3_BUCKET: bucket.bucket,
    S3_REGION: 'us-east-1',
    S3_ACCESS_KEY_ID: bucket.credentials.accessKeyId,
    S3_SECRET_ACCESS_KEY: bucket.credentials.secretAccessKey,
  },
)

const place = () => page.getByRole('region', { name: 'Where the bytes lie' })

describe('where the bytes of an organization lie', () => {
  it('is shown to superusers, who move them to another storage', async () => {
    await page.goto(`/storage?org=${seeded.harbour}`)
    await place().getByText('New files are kept in “Local disk”.').waitFor()
    expect(await accessibilityFindings(page)).toEqual([])

    bucket.inject('HeadBucket', 'InternalError', 30)
    await place().getByRole('button', { name: 'Move…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Move to another storage' })
    expect(await dialog.getByRole('radio', { name: 'S3' }).isChecked()).toBe(true)
    expect(await accessibilityFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Begin the move' }).click()
    await dialog.getByText('The storage that files are to be moved to does not answer').waitFor()
    expect(bucket.objects.size).toBe(0)

    bucket.reset()
    await dialog.getByRole('button', { name: 'Begin the move' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await place().getByText('All files are in “S3”, moved').waitFor({ timeout: 60_000 })
    expect(bucket.objects.size).toBeGreaterThan(0)
  })

  it('tells what could not be moved, and that it goes on', async () => {
    bucket.inject('GetObject', 'InternalError', 1000)
    await place().getByRole('button', { name: 'Move…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Move to another storage' })
    await dialog.getByText('Local disk').waitFor()
    await dialog.getByRole('button', { name: 'Begin the move' }).click()
    await place().getByText('Not everything could be moved yet').waitFor({ timeout: 60_000 })
    await place()
      .getByText(/still to go/)
      .waitFor()
    expect(await accessibilityFindings(page)).toEqual([])
    bucket.reset()
  })

  it('is the business of nobody else', async () => {
    const member = await newVisitor(browser, stack.url)
    await signIn(member.page, seeded.member.username, seeded.member.password)
    await member.page.goto('/storage')
    await member.page.getByText('You may look at these settings').waitFor()
    expect(await member.page.getByText('Where the bytes lie').count()).toBe(0)
    expect(member.failures).toEqual([])
    await member.context.close()
  })

  it('breaks nowhere', () => {
    expect(visitor.failures.filter((failure) => !failure.includes('503'))).toEqual([])
  })
})
