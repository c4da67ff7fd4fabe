import { z } from 'zod'

const count = z.int().min(1)
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'Must be a SHA-256 in hex')

export const directAnnouncement = z.strictObject({
  organization: z.uuid(),
  /** Too long a name is shortened, as at every other door. */
  filename: z.string().min(1).max(8192),
  /** Shown to people; what the bytes are, they say themselves. */
  filetype: z.string().max(255).optional(),
  /** None at all is refused with the reason that every door gives. */
  bytes: z.int().min(0),
  sha256: digest.optional(),
  folder: z.uuid().nullable().optional(),
  relativePath: z.string().max(4096).optional(),
  replaces: z.uuid().optional(),
  entityType: z.string().max(100).optional(),
  entityId: z.string().max(100).optional(),
  tags: z.array(z.string()).max(100).optional(),
})

export const moreParts = z.strictObject({ numbers: z.array(count.max(10_000)).min(1).max(100) })

export const completion = z.strictObject({
  parts: z
    .array(z.strictObject({ number: count.max(10_000), etag: z.string().max(200) }))
    .min(1)
    .max(10_000),
  sha256: digest.optional(),
})

const signedParts = {
  parts: z.array(z.strictObject({ number: count, bytes: count, url: z.string() })),
  urlsExpireAt: z.string(),
}

export const directUpload = z.strictObject({
  id: z.uuid(),
  partBytes: count,
  partCount: count,
  expiresAt: z.string(),
  ...signedParts,
})

export const moreSigned = z.strictObject(signedParts)

/** The name of the file is spelled as in the metadata of tus. */
export const announcedBy = ({ filename, filetype: _, ...said }: z.infer<typeof directAnnouncement>) => ({
  ...said,
  fileName: filename,
})
