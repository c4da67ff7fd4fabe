import type { RouterOutputs } from '@groundwork/client'
import { queryOptions } from '@tanstack/react-query'
import { gw } from '../../api/client.ts'

export type FileUsers = RouterOutputs['file']['usedBy']

/** The records that point to a file. */
export const usedByQuery = (file: string) =>
  queryOptions({
    queryKey: ['file', 'used-by', file] as const,
    queryFn: ({ signal }) => gw.file.usedBy({ id: file }, { signal }),
  })

export const isUsed = ({ usedBy, hidden }: FileUsers): boolean => usedBy.length > 0 || hidden
