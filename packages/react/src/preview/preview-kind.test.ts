import { expect, it } from 'vitest'
import { previewKind } from './preview-kind.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

it.each([
  ['application/pdf', 'document', [], 'pdf'],
  ['text/csv', 'text', ['table'], 'csv'],
  ['text/markdown', 'text', ['text'], 'markdown'],
  ['text/plain', 'text', [], 'text'],
  ['image/svg+xml', 'image', [], 'image'],
  ['video/mp4', 'video', [], 'video'],
  [xlsx, 'document', ['table', 'pdf'], 'workbook'],
  [docx, 'document', ['pdf', 'text'], 'pdf'],
  [docx, 'document', [], 'none'],
  [null, 'other', [], 'none'],
] as const)('%s with %s and %j is shown as %s', (mimeType, kind, previews, shown) => {
  expect(previewKind({ mimeType, kind, previews: [...previews] })).toBe(shown)
})

it('shows nothing of a file whose previews a role leaves out, and breaks nowhere', () => {
  expect(previewKind({ mimeType: null, kind: 'other', previews: null })).toBe('none')
})
