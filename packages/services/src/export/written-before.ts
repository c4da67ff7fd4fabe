import { asSystem } from '@groundwork/db'
import { type DataJobRow, StoredFile } from '@groundwork/domain'
import type { DataJobServices } from '../data-job/data-job-runner.ts'
import { ofJob } from '../file/upload.ts'

const system = asSystem('find the file that an export had kept before its process ended')

/** Bytes that are there for good, whatever the scan will say of them. */
const kept = ['stored', 'scanning', 'available', 'quarantined', 'unscannable']

/** The file of an earlier start that ended between keeping it and saying so. */
export async function writtenBefore(
  { database }: Pick<DataJobServices, 'database'>,
  { id, organization }: Pick<DataJobRow, 'id' | 'organization'>,
): Promise<string | undefined> {
  const { entityType, entityId } = ofJob(id)
  const { rows } = await database.reader(system).list(StoredFile, {
    organizations: [organization],
    filter: {
      and: [
        { field: 'entityType', op: 'eq', value: entityType },
        { field: 'entityId', op: 'eq', value: entityId },
        { field: 'status', op: 'in', value: kept },
      ],
    },
    limit: 1,
  })
  return rows[0]?.id
}
