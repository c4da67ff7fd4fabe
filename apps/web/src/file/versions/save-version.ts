import { gw } from '../../api/client.ts'
import { downloadFrom } from '../../ui/download-from.ts'
import { toastProblem } from '../../ui/toast.tsx'

/** Has the browser fetch one version and keep it. */
export async function saveVersion(id: string, number: number): Promise<void> {
  try {
    downloadFrom((await gw.file.versionTicket({ id, number })).url)
  } catch (error) {
    toastProblem(error)
  }
}
