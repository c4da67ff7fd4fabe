import { linkKinds, StoredFile, sharePermissions } from '@groundwork/domain'
import type { AccessOfFile, FolderPage, ShownLinkRow, ShownShare } from '@groundwork/services'
import { z } from 'zod'

// What the document says of the answers. The types hold them to what the services give.

const id = z.uuid()
const text = z.string()
const right = z.enum(sharePermissions)

const about = { organization: id, file: id.nullable(), folder: id.nullable() }
const made = { createdBy: id, createdByUsername: text, createdAt: text }

export const shareAnswer = z.object({
  id,
  ...about,
  name: text,
  user: id.nullable(),
  username: text.nullable(),
  role: id.nullable(),
  roleName: text.nullable(),
  permission: right,
  canReshare: z.boolean(),
  expiresAt: text.nullable(),
  ...made,
  /** What it is worth now; null: nothing. */
  effective: right.nullable(),
}) satisfies z.ZodType<ShownShare>

export const linkAnswer = z.object({
  id,
  ...about,
  target: text,
  kind: z.enum(linkKinds),
  name: text.nullable(),
  expiresAt: text.nullable(),
  downloadLimit: z.int().nullable(),
  downloadCount: z.int(),
  lastUsedAt: text.nullable(),
  revokedAt: text.nullable(),
  ...made,
  hasPassword: z.boolean(),
  end: z.enum(['revoked', 'expired', 'used_up', 'maker']).nullable(),
}) satisfies z.ZodType<ShownLinkRow>

/** Its address is told when it is made, and never again. */
export const madeLinkAnswer = linkAnswer.extend({ url: z.url() })

export const linkUseAnswer = z.object({
  id,
  createdAt: text,
  action: text,
  objectRepr: text,
  ip: text.nullable(),
  userAgent: text.nullable(),
  success: z.boolean(),
})

const reason = z.discriminatedUnion('by', [
  z.object({ by: z.literal('role'), role: text, right, words: z.array(text) }),
  z.object({ by: z.literal('share'), share: id, right, givenBy: text, role: text.nullable(), folder: text.nullable() }),
])

export const accessAnswer = z.object({
  people: z.array(z.object({ user: id, username: text, right, reasons: z.array(reason) })),
  isCut: z.boolean(),
  dead: z.array(z.object({ share: id, givenBy: text, to: text.nullable() })),
  links: z.array(
    z.object({
      id,
      kind: text,
      name: text.nullable(),
      madeBy: text,
      expiresAt: text.nullable(),
      folder: text.nullable(),
    }),
  ),
}) satisfies z.ZodType<AccessOfFile>

const named = z.object({ id, name: text })

export const sharedItemAnswer = z.object({
  id,
  share: shareAnswer.pick({
    id: true,
    permission: true,
    createdBy: true,
    createdByUsername: true,
    createdAt: true,
    expiresAt: true,
    role: true,
    roleName: true,
  }),
  permission: right,
  canReshare: z.boolean(),
  file: StoredFile.read.nullable(),
  folder: named.extend({ organization: id, organizationName: text.nullable() }).nullable(),
})

export const sharedFolderAnswer = z.object({
  folders: z.array(named) satisfies z.ZodType<FolderPage['folders']>,
  files: z.array(StoredFile.read),
  nextCursor: text.nullable(),
  path: z.array(named),
})
