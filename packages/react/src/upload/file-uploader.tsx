import type { FileRow, UploadOptions } from '@groundwork/client'
import { useRef } from 'react'
import { useGroundwork } from '../groundwork-provider.tsx'
import { FileDrop } from './file-drop.tsx'

export interface FileUploaderProps extends Omit<UploadOptions, 'onProgress' | 'signal'> {
  /** A file has been stored; it opens once it has been scanned. */
  readonly onUploaded?: (file: FileRow) => void
}

/** Uploads what is dropped or chosen into an organization; folders with all that is in them. */
export function FileUploader({ onUploaded, ...about }: FileUploaderProps) {
  const { client, queryClient } = useGroundwork()
  const { organization, folder } = about
  /** A folder of the tree is asked for once, however many files are in it. */
  const made = useRef(new Map<string, Promise<string>>())

  function folderAt(path: string): Promise<string> {
    const key = JSON.stringify([organization, folder, path])
    const known = made.current.get(key)
    if (known !== undefined) return known
    const asked = client.folder
      .ensure({ organization, parent: folder ?? null, paths: [path] })
      .then(([found]) => found?.id ?? Promise.reject(new Error(`No folder ${path} was made`)))
    made.current.set(key, asked)
    asked.catch(() => made.current.delete(key))
    return asked
  }

  return (
    <FileDrop
      send={async (file, { path, signal, onSent }) => {
        const row = await client.uploadFile(file, {
          ...about,
          ...(path && { folder: await folderAt(path) }),
          signal,
          onProgress: ({ sentBytes }) => onSent(sentBytes),
        })
        void queryClient.invalidateQueries({ queryKey: ['file'] })
        onUploaded?.(row)
      }}
    />
  )
}
