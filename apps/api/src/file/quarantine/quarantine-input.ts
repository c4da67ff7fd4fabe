import { fileStates } from '@groundwork/domain'
import { z } from 'zod'

const number = z.int().min(1).max(1_000_000)

export const releaseWords = z.strictObject({
  /** For the audit trail, and for everybody who sees the file. */
  reason: z.string().trim().min(1).max(400),
  /** A version that is kept back; left out, the one that would be served, or else the newest such. */
  number: number.optional(),
  /** What you were shown: released only while the scanner still says so. */
  verdict: z.enum(['infected', 'unscannable']).optional(),
  finding: z.string().max(1000).nullable().optional(),
})

export const quarantineQuery = z.strictObject({
  organization: z.uuid(),
  /** What was let out all the same, instead of what is kept. */
  isReleased: z.boolean().default(false),
  limit: z.int().min(1).max(200).default(50),
  /** The `key` of the last one seen. */
  after: z.uuid().optional(),
})

export const heldBackRow = z.strictObject({
  key: z.uuid(),
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
  uploadedByUsername: z.string().nullable(),
  releasedAt: z.string().nullable(),
  releasedByUsername: z.string().nullable(),
  releaseReason: z.string().nullable(),
})
