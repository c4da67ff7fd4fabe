import { fileKinds, storageRules } from '@groundwork/domain'
import { z } from 'zod'

export const quotaChange = z.strictObject({
  quotaBytes: z.int().min(0).optional(),
  warningThreshold: z.int().min(1).max(100).optional(),
})

const part = { bytes: z.number(), count: z.int() }
export const quotaInFull = z.strictObject({
  organization: z.uuid(),
  quotaBytes: z.number(),
  /** Of the organization and all below it. */
  usedBytes: z.number(),
  reservedBytes: z.number(),
  ownUsedBytes: z.number(),
  warningThreshold: z.int(),
  level: z.enum(['fine', 'warning', 'critical', 'full']),
  breakdown: z
    .strictObject({
      byKind: z.array(z.strictObject({ kind: z.enum(fileKinds), ...part })).readonly(),
      byFolder: z
        .array(z.strictObject({ folder: z.uuid().nullable(), name: z.string().nullable(), ...part }))
        .readonly(),
      byOwner: z
        .array(z.strictObject({ user: z.uuid().nullable(), username: z.string().nullable(), ...part }))
        .readonly(),
      inTrash: z.strictObject(part),
    })
    .nullable(),
})

export const policyChange = z.strictObject({ rules: storageRules, version: z.int().min(0).optional() })

export const policy = z.strictObject({
  organization: z.uuid(),
  rules: storageRules,
  effective: z.looseObject({}),
  version: z.int(),
})
