import type { BulkAction } from '@groundwork/domain'

/**
 * So many rows are one transaction: short enough that nobody who wants one of them waits for it, and that people see it move. Rows come out of
 * the trash one by one, since each may bring others with it.
 */
export const chunkRowsOf = (action: BulkAction): number => (action === 'restore' ? 100 : 500)
