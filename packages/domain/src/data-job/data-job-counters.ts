/** What a job counts, one column each. Apart from the job itself: the frame of the web client counts, and needs no definitions. */
export const dataJobCounters = ['total', 'created', 'updated', 'unchanged', 'skipped', 'failed'] as const
