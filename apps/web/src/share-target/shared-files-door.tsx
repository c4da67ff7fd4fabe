import { Button, Group, Modal, UnstyledButton } from '@mantine/core'
import { IconShare2 } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useReducer, useState } from 'react'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { governed, useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { onSessionEnd } from '../session/session.ts'
import { Banner, bannerLink } from '../ui/banner.tsx'
import { lazyDialog } from '../ui/lazy-dialog.tsx'
import { words as common } from '../ui/words.ts'
import { offerFiles } from '../upload/offer-files.ts'
import { findShares, type Trouble } from './find-shares.ts'
import { offerShared } from './offer-shared.ts'
import type { ReceivedShare } from './received-share.ts'
import { receivedShares } from './received-shares.ts'
import { claimedShares, claimShare } from './share-claims.ts'
import { untilStored } from './until-stored.ts'
import { words } from './words.ts'

const SharedFilesDialog = lazyDialog(() => import('./shared-files-dialog.tsx').then((part) => part.SharedFilesDialog))

const app = getRouteApi('/app')

// Whoever leaves leaves nothing behind. A session that merely ran out may be their own again in a minute.
onSessionEnd(({ wasAsked }) => {
  if (wasAsked) void receivedShares.clear().catch(() => undefined)
})

/** Asks where the files go that the share sheet of this device has brought; to whoever puts that off it says that they wait. */
export function SharedFilesDoor() {
  const { shared: marker } = app.useSearch()
  const navigate = app.useNavigate()
  const current = useCurrentOrganization()
  const user = useMe().user.id
  const mayAdd = useAbilities().can('add', governed.file)
  const [waiting, setWaiting] = useState<readonly ReceivedShare[]>([])
  const [isPutOff, setIsPutOff] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [looks, lookAgain] = useReducer((count: number) => count + 1, 0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: each number of `looks` is a look
  useEffect(() => {
    let isCurrent = true
    const look = async () => {
      // Asked first: what another tab has just sent is then found no more.
      const claimed = await claimedShares()
      const found = await findShares({ user, mayAdd, marker, now: Date.now() }, receivedShares)
      if (!isCurrent) return
      setWaiting(found.waiting.filter(({ id }) => !claimed.has(id)))
      if (found.trouble) setTrouble(found.trouble)
      if (marker) await navigate({ to: '.', search: (before) => ({ ...before, shared: undefined }), replace: true })
    }
    look().catch(window.reportError)
    return () => {
      isCurrent = false
    }
  }, [user, mayAdd, marker, navigate, looks])

  const resume = () => {
    setIsPutOff(false)
    // Another tab may have decided since, or the day may be over.
    lookAgain()
  }
  const decline = () => {
    setWaiting([])
    for (const { id } of waiting) receivedShares.forget(id).catch(window.reportError)
  }
  const upload = (organization: string, folder: string | null) => {
    setWaiting([])
    // What could not be handed over is asked about again.
    const parts = { ...receivedShares, claim: claimShare, untilStored, onEnd: lookAgain }
    offerFiles(offerShared(waiting, parts), { organization, folder })
    void navigate({ to: '/files', search: { org: current && organization, folder: folder ?? undefined } })
  }

  const files = waiting.flatMap((share) => share.files)
  return (
    <>
      <div role="status">
        {files.length > 0 && (
          <Banner tone="busy" icon={<IconShare2 size={16} aria-hidden />}>
            {words.waiting(files.length)}{' '}
            <UnstyledButton className={bannerLink} onClick={resume}>
              {words.resume}
            </UnstyledButton>
          </Banner>
        )}
      </div>
      {trouble && <TroubleDialog trouble={trouble} onClose={() => setTrouble(null)} />}
      {!trouble && files.length > 0 && !isPutOff && (
        <SharedFilesDialog files={files} onUpload={upload} onDecline={decline} onClose={() => setIsPutOff(true)} />
      )}
    </>
  )
}

function TroubleDialog({ trouble, onClose }: { trouble: Trouble; onClose: () => void }) {
  const { title, hint } = words.trouble[trouble]
  return (
    <Modal opened onClose={onClose} title={title} size={440} closeButtonProps={{ 'aria-label': common.close }}>
      <p>{hint}</p>
      <Group justify="flex-end" mt="md">
        <Button data-autofocus onClick={onClose}>
          {words.understood}
        </Button>
      </Group>
    </Modal>
  )
}
