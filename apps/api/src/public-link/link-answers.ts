import { fileKinds, linkKinds } from '@groundwork/domain'
import type { BroughtFile, LinkedFolder, ShownLink } from '@groundwork/services'
import { z } from 'zod'

// What the document says of the answers. The types hold them to what the services give.

const id = z.uuid()
const text = z.string()
const kind = z.enum(linkKinds)

const takes = z.object({
  folders: z.boolean(),
  extensions: z.array(text),
  maxBytes: z.record(z.enum(fileKinds), z.int()),
})

export const shownLinkAnswer = z.union([
  z.object({ needsPassword: z.literal(true), kind }),
  z.object({
    needsPassword: z.literal(false),
    kind,
    name: text.nullable(),
    target: text,
    isFolder: z.boolean(),
    mimeType: text.nullable(),
    fileSize: z.int().nullable(),
    previews: z.array(text),
    organizationName: text.nullable(),
    expiresAt: text.nullable(),
    downloadsLeft: z.int().nullable(),
    takes: takes.nullable(),
  }),
]) satisfies z.ZodType<ShownLink>

export const linkAccessAnswer = z.object({ access: text, expiresAt: text })

export const linkedFolderAnswer = z.object({
  folders: z.array(z.object({ id, name: text })),
  files: z.array(
    z.object({
      id,
      name: text,
      mimeType: text.nullable(),
      fileSize: z.int().nullable(),
      previews: z.array(text),
    }),
  ),
  nextCursor: text.nullable(),
}) satisfies z.ZodType<LinkedFolder>

export const broughtFileAnswer = z.object({
  name: text,
  fileSize: z.int().nullable(),
  sha256: text.nullable(),
}) satisfies z.ZodType<BroughtFile>
