import type { NoPreviewReason } from '@groundwork/domain'

/** There is nothing to look at, and this is why. Not a fault of ours: the file stays as available as it was. */
export class NoPreview extends Error {
  override readonly name = 'NoPreview'

  constructor(
    readonly reason: NoPreviewReason,
    message: string,
  ) {
    super(message)
  }
}
