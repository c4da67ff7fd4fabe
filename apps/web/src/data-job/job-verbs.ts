import type { DataJobVerb } from '@groundwork/domain'
import { type Icon, IconArrowBackUp, IconPlayerPlay, IconRefresh, IconX } from '@tabler/icons-react'
import { words } from './words.ts'

/** What can be done with a job, as its buttons and its menu show it, in their order. */
export const jobVerbs: readonly { readonly verb: DataJobVerb; readonly label: string; readonly icon: Icon }[] = [
  { verb: 'apply', label: words.apply, icon: IconPlayerPlay },
  { verb: 'retry', label: words.retry, icon: IconRefresh },
  { verb: 'undo', label: words.undo, icon: IconArrowBackUp },
  { verb: 'cancel', label: words.cancel, icon: IconX },
]
