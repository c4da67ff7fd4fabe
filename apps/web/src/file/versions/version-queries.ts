import type { RouterOutputs } from '@groundwork/client'
import { decodeText, mostTextBytes } from '@groundwork/react/preview'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { gw } from '../../api/client.ts'
import type { FileRow } from '../file-queries.ts'
import { versionsKey } from './versions-key.ts'

export type VersionRow = RouterOutputs['file']['versions'][number]

/** What a file has been, the newest first. Whatever happens to its row, a new version among it, asks again. */
export const versionsQuery = ({ id, version }: FileRow) =>
  queryOptions({
    queryKey: [...versionsKey(id), version] as const,
    queryFn: ({ signal }) => gw.file.versions({ id }, { signal }),
    placeholderData: keepPreviousData,
  })

/** The bytes of one version never change. */
const forGood = { staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000, retry: false }

export const versionBytesQuery = (file: string, version: number) =>
  queryOptions({
    queryKey: ['file', 'version-bytes', file, version] as const,
    queryFn: async ({ signal }) => (await gw.downloadFile(file, { version, signal })).blob(),
    ...forGood,
  })

export const versionTextQuery = (file: string, version: number) =>
  queryOptions({
    queryKey: ['file', 'version-text', file, version] as const,
    queryFn: async ({ signal }) => {
      const response = await gw.downloadFile(file, { version, signal, range: { start: 0, end: mostTextBytes - 1 } })
      return decodeText(await response.arrayBuffer(), true)
    },
    ...forGood,
  })
