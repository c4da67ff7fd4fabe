import { z } from 'zod'
import type { PatchOf } from '../resource/define-resource.ts'
import { User } from './user.ts'

export type UserPatch = PatchOf<typeof User> & { password?: string | undefined }

/** Whoever changes their own e-mail address shows their password with it: the address opens the account by a reset. */
export const userPatch: z.ZodType<UserPatch, UserPatch> = (User.patch as unknown as z.ZodObject).extend({
  password: z.string().max(1024).optional(),
}) as unknown as z.ZodType<UserPatch, UserPatch>
