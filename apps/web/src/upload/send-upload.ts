import type { FileRow } from '@groundwork/client'
import { gw } from '../api/client.ts'
import type { UploadItem } from './upload-item.ts'
import type { SendOptions } from './upload-queue.ts'

const destinationOf = ({ organization, path, folder, replaces, attachedTo }: UploadItem) => ({
  organization,
  ...(folder !== null && { folder }),
  ...(replaces !== undefined && { replaces }),
  ...(attachedTo && { entityType: attachedTo.entityType, entityId: attachedTo.entityId }),
  // No folders are made for a record's files: where one lay is kept with it.
  ...(path && folder === null && { customFields: { folder: path } }),
})

/** In one request: the quickest way for what is small. */
export const sendWhole = (item: UploadItem, file: File, { signal, onSent }: SendOptions): Promise<FileRow> =>
  gw.uploadFile(file, { ...destinationOf(item), signal, onProgress: ({ sentBytes }) => onSent(sentBytes) })

/** So that it can be paused and gone on with. When to try again after a break is the queue's to say. */
export const sendResumable = (
  item: UploadItem,
  file: File,
  { signal, onSent, onSession }: SendOptions,
): Promise<FileRow> =>
  gw.files.upload(file, {
    ...destinationOf(item),
    ...(item.session !== undefined && { session: item.session }),
    signal,
    onSession,
    onProgress: ({ sentBytes }) => onSent(sentBytes),
    retryDelays: [],
  })
