import { z } from 'zod'

/** A selection that somebody wants as one ZIP: files by themselves, and folders with all that lies in them. */
export const archiveRequest = z
  .strictObject({
    /** Nothing of any other organization. */
    organization: z.uuid().optional(),
    ids: z.array(z.uuid()).max(500).default([]),
    folders: z.array(z.uuid()).max(100).default([]),
  })
  .refine(({ ids, folders }) => ids.length + folders.length > 0, {
    path: ['ids'],
    error: 'Name at least one file or folder',
  })

export type ArchiveRequest = z.infer<typeof archiveRequest>
