import { fileExtension, filePolicyWith, judgeFile, type Refusal, typeOfExtension } from '@groundwork/domain'
import { words } from './words.ts'

interface Space {
  readonly quotaBytes: number
  readonly usedBytes: number
  readonly reservedBytes: number
}

interface Named {
  readonly name: string
  readonly bytes: number
  /** What the server takes, as far as it has said. */
  readonly policy:
    | { readonly extensions: readonly string[]; readonly maxBytes: Parameters<typeof filePolicyWith>[0] }
    | undefined
  /** Whom somebody who needs it all the same may turn to; an administrator unless told. */
  readonly advice?: string
}

interface Sized {
  readonly bytes: number
  /** Bytes of this tray that are already on their way to the same organization. */
  readonly bytesAhead: number
  readonly space: Space | undefined
}

/** Refusals that an administrator can do something about. */
const isForAdministrator = (code: Refusal) =>
  code === 'extension_blocked' || code === 'type_not_allowed' || code === 'too_large'

/**
 * Why a file would be refused, told before its bytes travel; null when nothing speaks against it yet. The server decides by
 * the bytes themselves; from here only name and size can be judged, by the same rule.
 */
export function refusalByName({ name, bytes, policy, advice = words.askAdministrator }: Named): string | null {
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
    return isForAdministrator(verdict.code) ? `${verdict.message}. ${advice}` : `${verdict.message}.`
  return policy?.extensions.includes(extension) === false ? words.typeNotAccepted(extension, advice) : null
}

/** The same, for want of space. */
export function refusalBySpace({ bytes, bytesAhead, space }: Sized): string | null {
  if (!space) return null
  const left = space.quotaBytes - space.usedBytes - space.reservedBytes - bytesAhead
  return bytes > left ? words.overQuota(left) : null
}
