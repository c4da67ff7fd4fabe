import { expect, it } from 'vitest'
import type { UploadStage } from '../upload/upload-item.ts'
import { summarize } from '../upload/upload-summary.ts'
import { words } from './words.ts'

const after = (...stages: readonly UploadStage[]) =>
  words.afterwards(
    summarize(
      stages.map((stage, at) => ({
        id: String(at),
        name: 'plan.pdf',
        path: '',
        folder: null,
        bytes: 1,
        lastModified: 0,
        organization: '',
        stage,
        sent: 0,
        attempts: 0,
      })),
    ),
  )

it('sends people away only when all has arrived, and to the list only for what has a reason there', () => {
  expect(after('available', 'available')).toBe('You can close this page.')
  expect(after('available', 'failed', 'cancelled')).toBe('What did not arrive is listed first, with the reason.')
  expect(after('available', 'cancelled')).toBe('What was cancelled has not arrived.')
  expect(after('refused', 'cancelled')).toBe('Nothing has arrived.')
})
