import { queryClient } from '../../api/query-client.ts'
import { toastProblem } from '../../ui/toast.tsx'
import { type VersionRow, versionBytesQuery } from './version-queries.ts'

/** Hands one version to the browser to keep. */
export async function saveVersion(file: string, { number, fileName }: VersionRow): Promise<void> {
  try {
    const url = URL.createObjectURL(await queryClient.fetchQuery(versionBytesQuery(file, number)))
    Object.assign(document.createElement('a'), { href: url, download: fileName }).click()
    URL.revokeObjectURL(url)
  } catch (error) {
    toastProblem(error)
  }
}
