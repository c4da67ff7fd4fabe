import { z } from 'zod'
import type { CreateOf } from '../resource/define-resource.ts'
import { User } from './user.ts'

export type NewUser = CreateOf<typeof User> & { password: string }

/** What makes a user: the resource's own fields, and the password, which is no field of any resource. */
export const newUser: z.ZodType<NewUser> = (User.create as unknown as z.ZodObject).extend({
  password: z.string().max(1024),
}) as unknown as z.ZodType<NewUser>
