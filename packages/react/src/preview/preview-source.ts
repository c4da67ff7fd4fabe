import type { FileRow } from '@groundwork/client'
import type { TableSheet } from '@groundwork/domain'

/** As much of a file as its preview needs. What a role's list of fields leaves out of a row is null in it. */
export interface PreviewedFile extends Pick<FileRow, 'id' | 'originalFilename' | 'mimeType' | 'kind' | 'fileSize'> {
  readonly previews: FileRow['previews'] | null
  readonly properties: FileRow['properties'] | null
}

export type PreviewVariant = 'original' | 'optimised' | 'pdf'

interface FetchOptions {
  readonly signal: AbortSignal
  /** Bytes, both ends included. */
  readonly range?: { readonly start: number; readonly end: number }
}

/** One sheet of a workbook, and what the others are called. */
interface FileTable extends Omit<TableSheet, 'name'> {
  readonly sheets: readonly string[]
  readonly sheet: string
}

/** Where the bytes of a file come from: somebody's session, or a public link. */
export interface PreviewSource {
  fetch(variant: PreviewVariant, options: FetchOptions): Promise<Response>
  /** An address from which the browser fetches by itself what it plays. */
  address(signal: AbortSignal): Promise<string>
  /** The cells of one sheet, the first unless told; a source that has none leaves it out. */
  table?(sheet: string | undefined): Promise<FileTable>
  /** Hands the file to the browser to keep; a source that may only be looked at leaves it out. */
  download?(): void
}
