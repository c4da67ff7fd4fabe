import type { FaultyRow } from '@groundwork/domain'

/** `Type: Not one of A, B. Name: May not be empty` */
export const reasonsOf = ({ issues }: Pick<FaultyRow, 'issues'>): string =>
  issues.map(({ column, message }) => (column === null ? message : `${column}: ${message}`)).join('. ')
