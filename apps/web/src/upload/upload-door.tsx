import { useEffect, useState } from 'react'
import { useCurrentOrganization, useOrganizationName } from '../organization/organization-queries.ts'
import { governed, useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { toast, toastProblem } from '../ui/toast.tsx'
import { DropZone } from './drop-zone.tsx'
import { type AttachedTo, type Offer, onOffer } from './offer-files.ts'
import { UploadTargetDialog } from './upload-target-dialog.tsx'
import { uploads } from './uploads.ts'
import { words } from './words.ts'

/** Takes what is offered for upload to the organization it is meant for, and asks when that is not clear. */
export function UploadDoor() {
  const target = useUploadTarget()
  const { can } = useAbilities()
  const mayAdd = can('add', governed.file, target)
  const name = useOrganizationName(target)
  const [pending, setPending] = useState<Offer | null>(null)

  useEffect(
    () =>
      onOffer((offer, to) => {
        if (to) take(offer, to.organization, to)
        else if (!mayAdd) toast(words.dropRefused)
        else if (target) take(offer, target)
        else setPending(offer)
      }),
    [mayAdd, target],
  )

  return (
    <>
      {mayAdd && <DropZone organizationName={name} />}
      <UploadTargetDialog
        isOpen={pending !== null}
        onClose={() => setPending(null)}
        onChoose={(organization) => {
          if (pending) take(pending, organization)
          setPending(null)
        }}
      />
    </>
  )
}

/** The chosen organization; without one, the only one where files may be added. Undefined when there is a choice. */
export function useUploadTarget(): string | undefined {
  const current = useCurrentOrganization()
  const { memberships, isSuperuser } = useMe()
  const { can } = useAbilities()
  if (current) return current
  const possible = memberships.filter(({ organization }) => can('add', governed.file, organization))
  return possible.length === 1 && !isSuperuser ? possible[0]?.organization : undefined
}

function take(offer: Offer, organization: string, to?: AttachedTo): void {
  void (async () => {
    for await (const portion of offer) uploads.add(portion, organization, to)
  })().catch(toastProblem)
}
