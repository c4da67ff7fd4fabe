import { describe, expect, it } from 'vitest'
import { owners, useOldDatabase } from './support/old-database.ts'

const old = useOldDatabase()

const idOf = (place: number) => `00000000-0000-7000-8000-00000000000${place}`
const home = idOf(0)
const pictures = ['optimised', 'thumbnail']

/** Files as they were: what is drawn has pictures, and nothing was ever made of a document. */
const before = [
  { place: 1, mimeType: 'application/pdf', sha256: 'pdf', status: 'available', isDrawn: false },
  { place: 2, mimeType: 'image/png', sha256: 'drawn', status: 'available', isDrawn: true },
  { place: 3, mimeType: 'image/png', sha256: 'twin', status: 'available', isDrawn: false },
  { place: 4, mimeType: 'image/png', sha256: 'twin', status: 'available', isDrawn: true },
  { place: 5, mimeType: 'application/pdf', sha256: 'bad', status: 'quarantined', isDrawn: false },
  { place: 6, mimeType: 'application/pdf', sha256: 'trashed', status: 'available', isDrawn: false, isTrashed: true },
]

async function plantFiles() {
  await old.sql(`insert into organization_type (name) values ('Company')`)
  await old.sql(
    `insert into organization (id, name, code, organization_type_id, path, depth)
     values ($1::text::uuid, 'Home', 'HOME', 'Company', '/' || $1::text || '/', 0)`,
    [home],
  )
  for (const { place, mimeType, sha256, status, isDrawn, isTrashed = false } of before) {
    await old.sql(
      `with file as (insert into file (id, organization_id, original_filename, mime_type, status, sha256, width, height, previewed_at, deleted_at)
         values ($1, $2, 'a', $3, $4, $5, case when $6::boolean then 40 end, case when $6::boolean then 30 end,
           case when $6::boolean then now() end, case when $7::boolean then now() end))
       insert into file_version (id, organization_id, file_id, storage_provider, storage_key, bytes, sha256, scanned_at,
         thumbnail_key, optimised_key)
       values ($1, $2, $1, 'local', $1::text, 10, $5, now(), case when $6::boolean then $1::text || '!thumbnail' end,
         case when $6::boolean then $1::text || '!optimised' end)`,
      [idOf(place), home, mimeType, status, sha256, isDrawn, isTrashed],
    )
  }
}

describe('bringing the storage service to a database with files', () => {
  it.each(owners)('as %s has made of them what was never made, once', async (_, as) => {
    await old.migrateAround('_storage_service', as, plantFiles)

    const events = await old.sql<{ topic: string; file: string; home: string }>(
      `select topic, object_id as file, organization_id as home from outbox_event
       where resource = 'file' and dispatched_at is null order by object_id`,
    )
    expect(events).toEqual([{ topic: 'file.available', file: idOf(1), home }])

    const files = await old.sql<{ id: string }>(
      `select f.id, f.previews, f.width, f.previewed_at is not null as "isPreviewed", v.blob_id as blob
       from file f join file_version v on v.file_id = f.id order by f.id`,
    )
    const bare = { previews: [], width: null, isPreviewed: false }
    const drawn = { previews: pictures, width: 40, isPreviewed: true }
    expect(files).toEqual([
      { id: idOf(1), blob: idOf(1), ...bare },
      { id: idOf(2), blob: idOf(2), ...drawn },
      // Of equal bytes those with pictures are kept, and both files show them.
      { id: idOf(3), blob: idOf(4), ...drawn },
      { id: idOf(4), blob: idOf(4), ...drawn },
      { id: idOf(5), blob: idOf(5), ...bare },
      { id: idOf(6), blob: idOf(6), ...bare },
    ])
    expect(await old.sql('select id from blob where removed_at is not null')).toEqual([{ id: idOf(3) }])

    // What was refused then is held since it was scanned.
    const held = await old.sql<{ file: string }>(
      `select file_id as file from file_version v join blob b on b.id = v.blob_id where v.held_since = b.scanned_at`,
    )
    expect(held).toEqual([{ file: idOf(5) }])
    expect(await old.sql('select from file_version where held_since is not null')).toHaveLength(1)

    const open = await old.sql(
      `select relname from pg_class where relkind = 'r' and not relforcerowsecurity
         and relname in ('blob', 'file', 'file_version', 'organization', 'outbox_event', 'storage_quota')`,
    )
    expect(open).toEqual([])
  })
})
