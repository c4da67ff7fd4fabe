import {
  keepText,
  lockLiveBlob,
  type StoredBlob,
  setDerivatives,
  type UnitOfWork,
  versionsOfBlob,
} from '@groundwork/db'
import { type DerivativeName, type JsonObject, StoredFile } from '@groundwork/domain'
import type { StorageKey } from '@groundwork/storage'
import type { StoredFileRow } from '../upload-intake.ts'
import type { Rendition } from './preview-renderer.ts'
import { derivedFields, previewsOf } from './previews-of.ts'

export interface Kept {
  readonly blob: StoredBlob
  readonly derivatives: Partial<Record<DerivativeName, StorageKey>>
  readonly rendition: Rendition
  readonly now: Date
}

/** `gone`: nobody needs these bytes any more. `moved`: they lie elsewhere by now, and what was made lies beside the old place. */
export type Keeping = 'kept' | 'gone' | 'moved'

/** Writes what was made of a blob, and shows it on every file that serves these bytes. */
export async function keepRendition(
  work: UnitOfWork,
  { blob: drawn, derivatives, rendition: { text, properties }, now }: Kept,
): Promise<Keeping> {
  const facts: JsonObject = {
    ...properties,
    ...(text && { text: { characters: text.content.length, isCut: text.isCut } }),
  }
  const versions = await versionsOfBlob(work, drawn.organization, drawn.id)
  const rows: StoredFileRow[] = []
  for (const { file, number } of versions) {
    const row = await work.find(StoredFile, file, { lock: true, withDeleted: true })
    if (row?.versionNumber === number) rows.push(row)
  }
  const blob = await lockLiveBlob(work, drawn.id)
  if (!blob) return 'gone'
  if (blob.storageKey !== drawn.storageKey || blob.storageProvider !== drawn.storageProvider) return 'moved'
  await setDerivatives(work, blob.id, { derivatives, properties: facts })
  if (text) await keepText(work, blob, text)
  const derived = {
    ...blob,
    isDerived: true,
    derivatives: { ...blob.derivatives, ...derivatives },
    properties: { ...blob.properties, ...facts },
  }
  for (const row of rows) await adoptDerivatives(work, row, { blob: derived, now })
  return 'kept'
}

/** Shows on a file what was made of its bytes. The moment is that of the pictures: without any there is none. */
export async function adoptDerivatives(
  work: UnitOfWork,
  file: StoredFileRow,
  { blob, now }: Pick<Kept, 'blob' | 'now'>,
): Promise<void> {
  const hasPicture = previewsOf(blob).includes('thumbnail')
  const previewedAt = hasPicture ? (file.previewedAt ?? now.toISOString()) : null
  await work.update(
    StoredFile,
    file.id,
    { ...derivedFields(blob), previewedAt },
    { event: 'previewed', withDeleted: true },
  )
}
