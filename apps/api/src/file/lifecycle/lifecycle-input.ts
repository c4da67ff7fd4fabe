import { z } from 'zod'

const reason = z.string().trim().min(1).max(500)
const ifTaken = z.enum(['rename', 'refuse']).optional()
/** Null is the top. */
const place = z.uuid().nullable()

export const inOrganization = z.strictObject({ organization: z.uuid() })
export const oneFile = z.strictObject({ id: z.uuid() })

export const restorePlace = z.strictObject({ folder: place.optional(), ifTaken })
export const copyPlace = z.strictObject({ folder: place })
export const holdReason = z.strictObject({ reason })
export const favouriteMark = z.strictObject({ isFavourite: z.boolean() })
export const nameQuestion = inOrganization.extend({
  folder: place,
  names: z.array(z.string().min(1).max(1000)).min(1).max(5000),
})

export const folderRestorePlace = z.strictObject({ parent: place.optional(), ifTaken })
export const folderPaths = inOrganization.extend({
  parent: place,
  paths: z.array(z.string().min(1).max(4000)).min(1).max(1000),
})

export const count = z.strictObject({ count: z.int() })
export const emptied = z.strictObject({ purged: z.int(), kept: z.int() })
export const trashInfo = z.strictObject({ trashDays: z.int() })
export const favourites = z.strictObject({ ids: z.array(z.uuid()).readonly() })
export const conflicts = z.array(z.strictObject({ name: z.string(), id: z.uuid() }))
export const ensured = z.array(z.strictObject({ path: z.string(), id: z.uuid() }))
export const uses = z.strictObject({
  usedBy: z
    .array(
      z.strictObject({
        resource: z.string(),
        label: z.string(),
        count: z.int(),
        rows: z.array(z.strictObject({ id: z.string(), title: z.string().nullable() })).readonly(),
      }),
    )
    .readonly(),
  hidden: z.boolean(),
})
