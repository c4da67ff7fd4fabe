export const jobTypes = ['import', 'export', 'undo', 'bulk'] as const
export type JobType = (typeof jobTypes)[number]
