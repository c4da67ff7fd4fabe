import type { WorkContext } from '@groundwork/db'
import type { SpreadsheetSource } from '@groundwork/spreadsheet'
import { toStorageKey } from '@groundwork/storage'
import { reachDerived } from './derive/reach-derived.ts'
import type { FileServices } from './file-services.ts'
import { fromStorage } from './from-storage.ts'
import {
  type PreviewOptions,
  readSpreadsheetPreview,
  refuseOtherThanTable,
  type SpreadsheetPreview,
} from './read-spreadsheet-preview.ts'

export interface SpreadsheetRequest extends PreviewOptions {
  readonly file: string
}

/**
 * The columns and first rows of a table as an import would read them, for whoever may see what is in the file. Only its front is read.
 * @throws DomainError invalid, with a reason, when it is no table; not_found while it is not known clean
 */
export async function previewSpreadsheet(
  services: FileServices,
  context: WorkContext,
  { file: key, ...wanted }: SpreadsheetRequest,
): Promise<SpreadsheetPreview> {
  const source = await reachDerived(services, context, key, async ({ file, version: { blob, mimeType }, told }) => {
    refuseOtherThanTable(mimeType)
    const bytes = blob.bytes ?? 0
    const storage = services.storages.of(blob.storageProvider)
    const from = toStorageKey(blob.storageKey)
    told({ derivative: 'table' })
    const open: SpreadsheetSource['open'] = (range) => fromStorage(() => storage.open(from, range))
    return { bytes, name: file.originalFilename, open }
  })
  return readSpreadsheetPreview(source, wanted)
}
