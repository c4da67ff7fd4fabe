type Sql = (text: string, values?: readonly unknown[]) => Promise<unknown>

/** Lets a file go as a scan does that finds nothing. */
export async function makeAvailable(sql: Sql, file: string): Promise<void> {
  await sql(`update file set status = 'available' where id = $1`, [file])
  await sql(`update file_version set status = 'available' where file_id = $1`, [file])
  await sql(
    `update blob set scan_verdict = 'clean', scan_engine = 'none', scan_signatures = 'none'
     where id in (select blob_id from file_version where file_id = $1)`,
    [file],
  )
}
