import type { DataJobRow, JsonObject } from '@groundwork/domain'

/**
 * What a job's result says of the bytes that it reads: kept when the rest of the result makes way, so that what is tried again is what
 * was looked at.
 */
export const pinOf = ({ resultLog: { input } }: Pick<DataJobRow, 'resultLog'>): JsonObject =>
  input === undefined ? {} : { input }
