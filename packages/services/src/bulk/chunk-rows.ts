/** So many rows are one transaction: short enough that nobody who wants one of them waits for it, and that people see it move. */
export const chunkRows = 500
