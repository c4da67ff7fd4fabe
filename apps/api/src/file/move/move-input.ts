import { z } from 'zod'

export const moveStart = z.strictObject({
  organization: z.uuid(),
  /** A provider that is open: the main one, or one of STORAGE_ALSO. */
  target: z.string().min(1).max(20),
})

export const moveQuery = z.strictObject({ organization: z.uuid().optional() })

export const move = z.strictObject({
  organization: z.uuid(),
  target: z.string(),
  movedCount: z.int(),
  movedBytes: z.number(),
  leftCount: z.int(),
  leftBytes: z.number(),
  problem: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
})

export const openStorage = z.strictObject({ name: z.string(), isMain: z.boolean() })
