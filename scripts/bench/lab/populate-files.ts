import { createClient } from '@groundwork/client'
import pg from 'pg'

/** An organization with many files, evenly spread over as many folders as hold a thousand each. */
export interface FilesOfSize {
  readonly organization: string
  /** One of the folders. */
  readonly folder: string
  /** The whole of ten thousand, in one folder, where there are as many. */
  readonly fullFolder: string
}

interface Wanted {
  readonly url: string
  readonly ownerUrl: string
  readonly password: string
  readonly sizes: readonly number[]
}

/** Rare: on a hundred files, however many there are. Common: on thirty of a hundred. */
export const fileWords = { rare: 'rare', common: 'common' } as const

export const inFullFolder = 10_000

/** Organizations that differ in nothing but how many files they have. Rows only: lists read no bytes. */
export async function populateFiles({ url, ownerUrl, password, sizes }: Wanted): Promise<FilesOfSize[]> {
  const admin = createClient({ url })
  await admin.signIn('admin', password)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const made: FilesOfSize[] = []
  try {
    for (const files of sizes) {
      const code = `FILES-${files}`
      const { id } = await admin.organization.create({ values: { name: code, code, organizationType: 'Company' } })
      const [folder, fullFolder] = await foldersOf(admin, id)
      await client.query('begin')
      await client.query('alter table file disable trigger user')
      const { rows } = await client.query<{ id: string }>(
        'select id from folder where organization_id = $1 order by name',
        [id],
      )
      const spread = rows.map((row) => row.id).filter((each) => each !== fullFolder)
      await client.query(insertFiles, [id, files, spread, null])
      await client.query(insertFiles, [id, inFullFolder, [fullFolder], 'scan'])
      await client.query('alter table file enable trigger user')
      await client.query(insertMarks, [id])
      await client.query('commit')
      made.push({ organization: id, folder, fullFolder })
    }
    await client.query('vacuum analyze file')
    await client.query('vacuum analyze row_mark')
    return made
  } finally {
    await Promise.all([admin.close(), client.end()])
  }
}

const folderCount = 100

async function foldersOf(admin: ReturnType<typeof createClient>, organization: string): Promise<[string, string]> {
  const names = Array.from({ length: folderCount }, (_, index) => `folder ${index}`)
  const made = await admin.folder.ensure({ organization, parent: null, paths: [...names, 'full'] })
  const idOf = (path: string) => made.find((folder) => folder.path === path)?.id ?? ''
  return [idOf('folder 7'), idOf('full')]
}

/** $1 organization, $2 how many, $3 folders, $4 a word in front of their names. */
const insertFiles = `
  insert into file (id, organization_id, original_filename, folder_id, file_size, mime_type, kind, status, sha256, file_path, tags,
    version_number, created_at, updated_at)
  select uuidv7(), $1::uuid, coalesce($4 || ' ', '') || 'file ' || n || '.pdf', ($3::uuid[])[1 + n % cardinality($3::uuid[])], 1000 + n,
    'application/pdf', (array['document', 'image', 'text'])[1 + n / 7 % 3], 'available', md5(n::text) || md5((-n)::text),
    $1::uuid || '/workspace/file/' || coalesce($4, '') || n || '/file.pdf',
    case when n * 7 % 10 < 3 then array['${fileWords.common}'] else array['tag' || n % 20] end
      || case when n % ($2 / 100) = 0 then array['${fileWords.rare}'] else '{}' end,
    1, now() - n * interval '7 seconds', now() - n * interval '7 seconds'
  from generate_series(1, $2::int) n`

/** $1 organization. In the order of the index, which is then written from one end to the other. */
const insertMarks = `
  insert into row_mark (organization_id, resource, name, value, row_id)
  select t.organization_id, 'file', m.name, m.value, t.id from file t
  cross join lateral marks_of(t.tags, t.custom_fields) m where t.organization_id = $1 order by m.name, m.value, t.id`
