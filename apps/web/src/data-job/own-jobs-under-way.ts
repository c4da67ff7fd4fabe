import { rowsQuery } from '../api/rows.ts'

/** Somebody's own jobs that wait or are being done. */
export const ownJobsUnderWay = (user: string) =>
  rowsQuery('dataJob', {
    filter: {
      and: [
        { field: 'status', op: 'in', value: ['PENDING', 'RUNNING'] },
        { field: 'createdBy', op: 'eq', value: user },
      ],
    },
    orderBy: ['-createdAt'],
  })
