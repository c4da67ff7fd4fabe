import { fileKinds, fileStates, refusingVerdicts } from '@groundwork/domain'
import { z } from 'zod'

const number = z.int().min(1).max(1_000_000)

export const releaseWords = z.strictObject({
  /** For the audit trail, and for everybody who sees the file. */
  reason: z.string().trim().min(1).max(400),
  /** A version that is kept back; left out, the one that would be served, or else the newest such. */
  number: number.optional(),
  /** What you were shown: released only while the scanner still says so. */
  verdict: z.enum(refusingVerdicts).optional(),
  finding: z.string().max(1000).nullable().optional(),
})

export const heldBackRow = z.strictObject({
  key: z.uuid(),
  organization: z.uuid(),
  organizationName: z.string(),
  file: z.uuid(),
  fileName: z.string(),
  number,
  isServed: z.boolean(),
  status: z.enum(fileStates),
  verdict: z.enum(['clean', 'infected', 'unscannable']),
  finding: z.string().nullable(),
  engine: z.string().nullable(),
  signatures: z.string().nullable(),
  scannedAt: z.string().nullable(),
  bytes: z.number().nullable(),
  sha256: z.string().nullable(),
  mimeType: z.string().nullable(),
  kind: z.enum(fileKinds),
  uploadedByUsername: z.string().nullable(),
  uploadedAt: z.string(),
  /** When it was locked away; of what was let out all the same, when that was. */
  since: z.string(),
  releasedAt: z.string().nullable(),
  releasedByUsername: z.string().nullable(),
  releaseReason: z.string().nullable(),
  /** Where its file lies; null at the top. */
  folder: z.uuid().nullable(),
  folderName: z.string().nullable(),
  legalHold: z.boolean(),
  /** What you may do with the file. */
  abilities: z.array(z.string()),
})

export const heldBackPage = z.strictObject({ rows: z.array(heldBackRow), nextCursor: z.string().nullable() })
