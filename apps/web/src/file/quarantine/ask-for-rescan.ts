import { gw } from '../../api/client.ts'
import { toast, toastProblem } from '../../ui/toast.tsx'
import { words } from './words.ts'

export async function askForRescan(file: string): Promise<void> {
  try {
    await gw.file.rescan({ id: file })
    toast(words.rescanAsked)
  } catch (error) {
    toastProblem(error)
  }
}
