import type { UnitOfWork } from '../work/contract.ts'
import type { StoredBlob } from './blob.ts'

/** The words in a file, as far as they are kept. */
export interface BlobText {
  readonly content: string
  readonly isCut: boolean
}

/** Replaces what there was. */
export async function keepText(
  work: UnitOfWork,
  { id, organization }: Pick<StoredBlob, 'id' | 'organization'>,
  { content, isCut }: BlobText,
): Promise<void> {
  await work.query(
    `insert into blob_text (organization_id, blob_id, content, is_cut) values ($1, $2, $3, $4)
     on conflict (organization_id, blob_id) do update set content = excluded.content, is_cut = excluded.is_cut`,
    [organization, id, content, isCut],
  )
}

/** Whether the caller may read it is for the file's row to say. */
export async function findText(
  work: UnitOfWork,
  { id, organization }: Pick<StoredBlob, 'id' | 'organization'>,
): Promise<BlobText | null> {
  const [row] = await work.query<{ content: string; is_cut: boolean }>(
    'select content, is_cut from blob_text where organization_id = $1 and blob_id = $2',
    [organization, id],
  )
  return row ? { content: row.content, isCut: row.is_cut } : null
}

export interface WordSearch {
  readonly organizations: readonly string[]
  /** As people write them: quotation marks, `or`, `-`. */
  readonly words: string
  /** Of each organization. */
  readonly limit: number
}

/** The files whose served bytes hold these words, the latest of each organization. Which of them the caller sees is not asked here. */
export async function filesWithWords(work: UnitOfWork, { organizations, words, limit }: WordSearch): Promise<string[]> {
  const rows = await work.query<{ id: string }>(
    `select f.id from unnest($1::uuid[]) home cross join lateral blobs_with_words(home, $2, $3) found
     join file_version v on v.organization_id = home and v.blob_id = found.blob_id
     join file f on f.organization_id = v.organization_id and f.id = v.file_id and f.version_number = v.number
     where f.status = 'available' and f.deleted_at is null`,
    [organizations, words, limit],
  )
  return rows.map(({ id }) => id)
}
