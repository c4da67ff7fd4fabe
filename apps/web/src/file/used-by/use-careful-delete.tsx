import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { toastProblem } from '../../ui/toast.tsx'
import { type Entry, filesOf } from '../entry.ts'
import { words as fileWords } from '../words.ts'
import { isUsed, usedByQuery } from './used-by-query.ts'
import { UsedDialog, type UsedFile } from './used-dialog.tsx'

/** Of so many it is asked; a warning that names more would not be read. */
const mostAsked = 100

interface Asked {
  readonly entries: readonly Entry[]
  readonly used: readonly UsedFile[]
}

/**
 * Deletes at once what is attached to nothing, as that can be undone; the rest after a warning that names what it is attached to.
 * What a record could not be without is refused by the server, which names the record.
 */
export function useCarefulDelete(remove: (entries: readonly Entry[]) => void): {
  readonly onDelete: (entries: readonly Entry[]) => Promise<void>
  readonly warning: ReactNode
} {
  const client = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)

  async function onDelete(entries: readonly Entry[]) {
    try {
      const answers = await Promise.all(
        filesOf(entries)
          .filter(({ entityType }) => entityType !== null)
          .slice(0, mostAsked)
          .map(async (file) => ({ file, users: await client.fetchQuery({ ...usedByQuery(file.id), staleTime: 0 }) })),
      )
      const used = answers.filter(({ users }) => isUsed(users))
      if (used.length) setAsked({ entries, used })
      else remove(entries)
    } catch (error) {
      toastProblem(error, fileWords.notDeleted)
    }
  }

  const warning = asked && (
    <UsedDialog
      used={asked.used}
      all={asked.entries.length}
      onConfirm={() => {
        setAsked(null)
        remove(asked.entries)
      }}
      onClose={() => setAsked(null)}
    />
  )
  return { onDelete, warning }
}
