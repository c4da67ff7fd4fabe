import { fileExtension, filePolicyWith, judgeFile, type Refusal, typeOfExtension } from '@groundwork/domain'
import type { UploadPolicy } from '../api/status.ts'
import { words } from './words.ts'

export interface Space {
  readonly quotaBytes: number
  readonly usedBytes: number
  readonly reservedBytes: number
}

interface Judged {
  readonly name: string
  readonly bytes: number
  readonly policy: UploadPolicy | undefined
  readonly space: Space | undefined
  /** Bytes of this tray that are still to go to the same organization. */
  readonly bytesAhead: number
}

/**
 * Why a file would be refused, told before its bytes travel; null when nothing speaks against it yet. The server decides by
 * the bytes themselves; from here only name and size can be judged, by the same rule.
 */
export function refusalBeforeUpload({ name, bytes, policy, space, bytesAhead }: Judged): string | null {
  return refusalByName({ name, bytes, policy }) ?? refusalBySpace(bytes + bytesAhead, space, bytesAhead)
}

/** Refusals that an administrator can do something about. */
const isForAdministrator = (code: Refusal) =>
  code === 'extension_blocked' || code === 'type_not_allowed' || code === 'too_large'

function refusalByName({ name, bytes, policy }: Pick<Judged, 'name' | 'bytes' | 'policy'>): string | null {
  const extension = fileExtension(name)
  // Only its bytes can tell what a file without an extension is.
  if (!extension && bytes > 0) return null
  const promised = typeOfExtension(extension)
  const verdict = judgeFile({
    name,
    size: bytes,
    sniffed: promised?.sniffedAs?.[0] ?? promised?.mime ?? null,
    policy: filePolicyWith(policy?.maxBytes ?? {}),
  })
  if (!verdict.isAccepted)
    return isForAdministrator(verdict.code) ? `${verdict.message}. ${words.askAdministrator}` : `${verdict.message}.`
  return policy?.extensions.includes(extension) === false ? words.typeNotAccepted(extension) : null
}

function refusalBySpace(needed: number, space: Space | undefined, bytesAhead: number): string | null {
  if (!space) return null
  const left = space.quotaBytes - space.usedBytes - space.reservedBytes
  return needed > left ? words.overQuota(left - bytesAhead) : null
}
