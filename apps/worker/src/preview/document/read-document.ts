import { readFile } from 'node:fs/promises'
import type { TablePreview } from '@groundwork/domain'
import { readOfficeText } from './read-office-text.ts'
import { readWorkbook } from './read-workbook.ts'

/** What a document of Office holds, without laying out its pages. */
export interface DocumentContent {
  readonly text: string
  readonly table: TablePreview | null
}

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Reads a document that is a ZIP container. Its directory has been looked at before. @throws Error for what is none */
export async function readDocument(path: string, mimeType: string): Promise<DocumentContent> {
  const bytes = await readFile(path)
  return mimeType === workbook ? readWorkbook(bytes) : { text: await readOfficeText(bytes), table: null }
}
