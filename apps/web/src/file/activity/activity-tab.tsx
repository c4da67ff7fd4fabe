import type { ResourceName } from '@groundwork/domain'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { gw } from '../../api/client.ts'
import { RecordHistory } from '../../audit/record-history.tsx'
import { canOn } from '../../session/abilities.ts'
import type { FileRow } from '../file-queries.ts'

/** Whatever happens to the row asks again. */
const activityQuery = ({ id, version }: FileRow) =>
  infiniteQueryOptions({
    queryKey: ['file', 'activity', `${id} ${version}`] as readonly [ResourceName, string, string],
    queryFn: ({ pageParam, signal }) =>
      gw.file.activity({ id, ...(pageParam !== null && { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

/** Who did what with the file: changes, and looks, downloads and links besides. */
export function ActivityTab({ file }: { file: FileRow }) {
  const mayChange = canOn('change', file) && !file.legalHold
  return <RecordHistory resource="file" id={file.id} mayChange={mayChange} query={activityQuery(file)} />
}
