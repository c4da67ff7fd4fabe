import { expect, it } from 'vitest'
import type { FileRow } from './file-queries.ts'
import { isProcessing } from './file-states.tsx'

const fileOf = (said: Partial<FileRow>) =>
  ({
    status: 'available',
    kind: 'image',
    mimeType: 'image/png',
    previewedAt: null,
    createdAt: new Date().toISOString(),
    ...said,
  }) as FileRow

it('is processing while a picture of it is being made, and no longer than one may take', () => {
  expect(isProcessing(fileOf({}))).toBe(true)
  expect(isProcessing(fileOf({ kind: 'video', mimeType: 'video/mp4' }))).toBe(true)
  expect(isProcessing(fileOf({ previewedAt: new Date().toISOString() }))).toBe(false)
  expect(isProcessing(fileOf({ createdAt: new Date(Date.now() - 120_000).toISOString() }))).toBe(false)
  expect(isProcessing(fileOf({ status: 'scanning' }))).toBe(false)
})

it('is not where there never is a picture', () => {
  expect(isProcessing(fileOf({ mimeType: 'image/svg+xml' }))).toBe(false)
  expect(isProcessing(fileOf({ mimeType: 'image/tiff' }))).toBe(false)
})
