import type { DataJobRow, ImportSessionRow } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { type Icon, IconArrowBackUp, IconRefresh, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import { putRows } from '../api/row-cache.ts'
import { canOn } from '../session/abilities.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { toastProblem } from '../ui/toast.tsx'
import { type SessionVerb, sessionOffers, sessionVerbs } from './session-offers.ts'
import { words } from './words.ts'

type Asked = Exclude<SessionVerb, 'retry'>

const icons: Readonly<Record<SessionVerb, Icon>> = { retry: IconRefresh, undo: IconArrowBackUp, cancel: IconX }

interface SessionActionsProps {
  readonly session: ImportSessionRow
  readonly jobs: readonly DataJobRow[]
}

/** What the session as it stands offers to this person. Its jobs do it; what comes of it is seen in them. */
export function SessionActions({ session, jobs }: SessionActionsProps) {
  const client = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)
  const { id } = session
  const offers = sessionOffers(session, jobs)

  async function act(verb: SessionVerb): Promise<void> {
    putRows(client, 'importSession', [await gw.importSession[verb]({ id })])
    await client.invalidateQueries({ queryKey: ['dataJob', 'list'] })
  }

  return (
    <>
      {sessionVerbs
        .filter((verb) => offers[verb] && canOn(verb, session))
        .map((verb) => {
          const VerbIcon = icons[verb]
          return (
            <Button
              key={verb}
              size="compact-sm"
              variant="default"
              leftSection={<VerbIcon size={16} />}
              onClick={() => (verb === 'retry' ? void act(verb).catch(toastProblem) : setAsked(verb))}
            >
              {words.verbs[verb]}
            </Button>
          )
        })}
      {asked && (
        <ConfirmDialog
          title={words.questions[asked].title}
          confirmLabel={words.verbs[asked]}
          isGrave
          onClose={() => setAsked(null)}
          onConfirm={async () => {
            await act(asked)
            setAsked(null)
          }}
        >
          {words.questions[asked].hint}
        </ConfirmDialog>
      )}
    </>
  )
}
