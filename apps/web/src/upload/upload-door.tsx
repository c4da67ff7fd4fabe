import { useCallback, useEffect, useState } from 'react'
import { gw } from '../api/client.ts'
import { useCurrentOrganization, useOrganizationName } from '../organization/organization-queries.ts'
import { governed, useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { toast } from '../ui/toast.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { DropZone } from './drop-zone.tsx'
import { noQuestions } from './name-conflicts.ts'
import { type AttachedTo, type Offer, onOffer } from './offer-files.ts'
import { useOpenPlace } from './open-place.ts'
import { planOffer } from './plan-offer.ts'
import { findInterrupted } from './remember-upload.ts'
import { tellOfferEnd } from './tell-offer-end.ts'
import { UploadTargetDialog } from './upload-target-dialog.tsx'
import { uploads } from './uploads.ts'
import { useConflicts } from './use-conflicts.ts'
import { words } from './words.ts'

/** Takes what is offered for upload to the organization it is meant for, and asks when that is not clear. */
export function UploadDoor() {
  const place = useOpenPlace()
  const chosen = useUploadTarget()
  const target = place?.organization ?? chosen
  const { can } = useAbilities()
  const mayAdd = can('add', governed.file, target)
  const organizationName = useOrganizationName(target)
  const { questions, give, deciderFrom } = useConflicts()
  const [pending, setPending] = useState<Offer | null>(null)
  const user = useMe().user.id
  useEffect(() => void findInterrupted(user, uploads.restore), [user])

  const take = useCallback(
    async (offer: Offer, organization: string, folder: string | null) => {
      const decide = deciderFrom(noQuestions)
      for await (const portion of offer) {
        const planned = await planOffer(portion, {
          organization,
          folder,
          ensure: (paths) => ensuredFolders(organization, folder, paths),
          takenIn: (where, names) => takenNames(organization, where, names),
          decide,
        })
        uploads.add(planned)
      }
    },
    [deciderFrom],
  )

  useEffect(
    () =>
      onOffer((offer, to) => {
        if (to && 'entityId' in to) attach(offer, to)
        else if (to) void take(offer, to.organization, to.folder).catch(tellOfferEnd)
        else if (!mayAdd) toast(words.dropRefused)
        else if (place?.take) void place.take(offer).catch(tellOfferEnd)
        else if (target) void take(offer, target, place?.folder ?? null).catch(tellOfferEnd)
        else setPending(offer)
      }),
    [mayAdd, target, place, take],
  )

  return (
    <>
      {mayAdd && <DropZone target={place?.name ?? organizationName} />}
      <UploadTargetDialog
        isOpen={pending !== null}
        onClose={() => setPending(null)}
        onChoose={(organization) => {
          if (pending) void take(pending, organization, null).catch(tellOfferEnd)
          setPending(null)
        }}
      />
      {questions?.open[0] && (
        <ConflictDialog conflict={questions.open[0]} others={questions.open.length - 1} onAnswer={give} />
      )}
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

/** The files of a record have no folder, and their names may repeat. */
function attach(offer: Offer, attachedTo: AttachedTo): void {
  const { organization } = attachedTo
  void (async () => {
    for await (const portion of offer) {
      uploads.add(portion.map((one) => ({ ...one, organization, folder: null, attachedTo })))
    }
  })().catch(tellOfferEnd)
}

const takenNames = async (organization: string, folder: string | null, names: readonly string[]) =>
  new Map((await gw.file.nameConflicts({ organization, folder, names: [...names] })).map(({ name, id }) => [name, id]))

const ensuredFolders = async (organization: string, parent: string | null, paths: readonly string[]) =>
  new Map((await gw.folder.ensure({ organization, parent, paths: [...paths] })).map(({ path, id }) => [path, id]))
