import type { UnitOfWork } from '@groundwork/db'
import {
  type AuditActionType,
  Folder,
  type JsonObject,
  type ShareReceiver,
  StoredFile,
  shareNews,
} from '@groundwork/domain'

export interface Sharing {
  readonly organization: string
  readonly file: string | null
  readonly folder: string | null
  /** What the file or folder is called. */
  readonly name: string
}

/** Who may reach a file, and through what, is as much a part of its history as its bytes. The event tells ids and nothing else. */
export function recordSharing(
  work: UnitOfWork,
  action: AuditActionType,
  { about, event, details }: { readonly about: Sharing; readonly event: string; readonly details: JsonObject },
): void {
  const { organization, file, folder, name } = about
  const resource = file === null ? Folder : StoredFile
  const objectId = file ?? folder ?? ''
  work.record({ action, resource, organization, objectId, objectRepr: name, details })
  work.emit({ topic: `${resource.name}.${event}`, organization, resource: resource.name, objectId, payload: {} })
}

export interface ToldShare {
  readonly organization: string
  readonly id: string
  readonly to: ShareReceiver
}

/** Tells those whom a share is for, and nobody else, that there is something to look at: what it is worth, their list says. */
export function tellReceivers(
  work: UnitOfWork,
  happened: 'given' | 'ended',
  { organization, id, to }: ToldShare,
): void {
  const { user, role } = to
  const topic = `${shareNews}.${happened}`
  work.emit({ topic, organization, resource: shareNews, objectId: id, payload: { user, role } })
}

/** The file or folder of a target that was just seen, as the trail names it. */
export const sharingOf = ({
  kind,
  row,
}: {
  readonly kind: 'file' | 'folder'
  readonly row: {
    readonly id: string
    readonly organization: string
    readonly originalFilename?: string
    readonly name?: string
  }
}): Sharing => ({
  organization: row.organization,
  file: kind === 'file' ? row.id : null,
  folder: kind === 'folder' ? row.id : null,
  name: row.originalFilename ?? row.name ?? '',
})
