/** Files that came through the share sheet and wait on this device until somebody says where they go. */
export interface ReceivedShare {
  readonly id: string
  /** In milliseconds since 1970. */
  readonly receivedAt: number
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
  /** Who was signed in where they arrived, or was the first to sign in there. Nobody else sees them. */
  readonly user?: string
}

/** Whatever nobody answers for so long is forgotten. */
export const keptMs = 24 * 60 * 60 * 1000

/** Any page can send a form here: what nobody asked for must not fill the device. */
export const mostKept = 10

/** Those that are to be forgotten: too old, or pushed out by later ones. */
export function outdated(all: readonly ReceivedShare[], now: number): string[] {
  const latestFirst = all.toSorted((one, other) => other.receivedAt - one.receivedAt)
  return latestFirst
    .filter(({ receivedAt }, place) => place >= mostKept || now - receivedAt >= keptMs)
    .map(({ id }) => id)
}
