import { queryClient } from '../../api/query-client.ts'
import { saveBlob } from '../../ui/save-blob.ts'
import { toastProblem } from '../../ui/toast.tsx'
import { type VersionRow, versionBytesQuery } from './version-queries.ts'

/** Hands one version to the browser to keep. */
export async function saveVersion(file: string, { number, fileName }: VersionRow): Promise<void> {
  try {
    saveBlob(fileName, await queryClient.fetchQuery(versionBytesQuery(file, number)))
  } catch (error) {
    toastProblem(error)
  }
}
