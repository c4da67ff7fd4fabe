import type { DataJobRow } from '@groundwork/domain'

/** Columns of the file that lead nowhere, as the job tells. */
export const unmappedOf = ({ resultLog: { unmapped } }: Pick<DataJobRow, 'resultLog'>): readonly string[] =>
  Array.isArray(unmapped) ? unmapped.map(String) : []
