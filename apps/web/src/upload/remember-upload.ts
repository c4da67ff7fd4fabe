import { gw } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { meQuery } from '../session/me.ts'
import { resumable } from './remembered-upload.ts'
import { rememberedUploads } from './remembered-uploads.ts'
import { claimUpload, releaseUpload } from './upload-claims.ts'
import type { UploadItem } from './upload-item.ts'

/** Without a place to remember them, as in some private windows, uploads go on all the same: only a reload ends them. */
const unremembered = () => undefined

/** Keeps what is needed to go on with an upload after a reload, and marks it as this tab's. */
export async function rememberUpload(item: UploadItem & { readonly session: string }): Promise<void> {
  const user = queryClient.getQueryData(meQuery.queryKey)?.user.id
  if (user === undefined) return
  void claimUpload(item.session)
  const { session, name, bytes, lastModified, sent, organization, folder, path, replaces, attachedTo } = item
  await rememberedUploads
    .keep({
      session,
      name,
      bytes,
      lastModified,
      sent,
      user,
      movedAt: Date.now(),
      organization,
      folder,
      path,
      ...(replaces !== undefined && { replaces }),
      ...(attachedTo && { attachedTo }),
    })
    .catch(unremembered)
}

export async function forgetUpload(session: string, isGivenUp: boolean): Promise<void> {
  await rememberedUploads.forget(session).catch(unremembered)
  releaseUpload(session)
  // What the server is not told of it removes by itself after a day.
  if (isGivenUp) await gw.files.forget(session).catch(unremembered)
}

/** Calls back with every upload that was begun and is nobody's any more: at once, or when the tab that sends it is closed. */
export async function findInterrupted(
  user: string,
  onFound: (uploads: Awaited<ReturnType<typeof rememberedUploads.all>>) => void,
): Promise<void> {
  const all = await rememberedUploads.all().catch(() => [])
  for (const { session } of resumable(all, user, Date.now())) {
    void claimUpload(session).then(async () => {
      const still = await rememberedUploads.get(session)
      if (still) onFound([still])
      else releaseUpload(session)
    })
  }
}
