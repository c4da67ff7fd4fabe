import type { FileRow, UploadOptions } from '@groundwork/client'
import { useGroundwork } from '../groundwork-provider.tsx'
import { FileDrop } from './file-drop.tsx'

export interface FileUploaderProps extends Omit<UploadOptions, 'onProgress' | 'signal'> {
  /** A file has been stored; it opens once it has been scanned. */
  readonly onUploaded?: (file: FileRow) => void
}

/** Uploads what is dropped or chosen into an organization. */
export function FileUploader({ onUploaded, ...about }: FileUploaderProps) {
  const { client, queryClient } = useGroundwork()
  return (
    <FileDrop
      send={async (file, { signal, onSent }) => {
        const row = await client.uploadFile(file, {
          ...about,
          signal,
          onProgress: ({ sentBytes }) => onSent(sentBytes),
        })
        void queryClient.invalidateQueries({ queryKey: ['file'] })
        onUploaded?.(row)
      }}
    />
  )
}
