import { fileKinds, fileStates } from '@groundwork/domain'
import { z } from 'zod'

const number = z.int().min(1).max(1_000_000)

export const versionOf = z.strictObject({ id: z.uuid(), number })

/** Null takes the name away. */
export const versionName = z.strictObject({ label: z.string().trim().min(1).max(100).nullable() })

export const versionRow = z.strictObject({
  number,
  isCurrent: z.boolean(),
  label: z.string().nullable(),
  fileName: z.string(),
  fileSize: z.number().nullable(),
  mimeType: z.string().nullable(),
  kind: z.enum(fileKinds),
  sha256: z.string().nullable(),
  status: z.enum(fileStates),
  statusReason: z.string().nullable(),
  restoredFrom: z.number().nullable(),
  createdBy: z.uuid().nullable(),
  createdByUsername: z.string().nullable(),
  createdAt: z.string(),
})
