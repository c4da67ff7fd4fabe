import type { RowOf } from '../resource/define-resource.ts'
import type { StoredFile } from './stored-file.ts'

/** How long a signed link lasts unless told (seed 003): documents take their time, applications go to machines. */
export function linkSeconds({
  system,
  objectType,
  kind,
}: Pick<RowOf<typeof StoredFile>, 'system' | 'objectType' | 'kind'>): number {
  if (system === 'app-builder') return 300
  const isDocument = kind === 'document' || documentTypes.includes(objectType)
  return objectType === 'invoice' || (system === 'workspace' && isDocument) ? 900 : 600
}

/** What the workspace keeps as a document, whatever its bytes are: notes in plain text as well. */
const documentTypes: readonly string[] = ['doc', 'sheet', 'slide', 'pdf']
