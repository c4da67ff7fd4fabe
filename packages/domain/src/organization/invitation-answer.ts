import { z } from 'zod'
import { User } from '../identity/user.ts'
import type { CreateOf } from '../resource/define-resource.ts'
import { Invitation } from './invitation.ts'

const token = z.string().min(1).max(200)
const invitationFields = (Invitation.create as unknown as z.ZodObject).extend({
  /** By its id, or by its slug: seeded roles have the same slug everywhere and another id in each database. */
  role: z.string().trim().min(1).max(60),
})
const { username, firstName, lastName } = (User.create as unknown as z.ZodObject).shape as Record<
  'username' | 'firstName' | 'lastName',
  z.ZodType<string>
>

export const newInvitation = invitationFields as unknown as z.ZodType<CreateOf<typeof Invitation>>

/** The token is the one in the link of the mail. */
export const invitationToken = z.strictObject({ token })
export type InvitationToken = z.infer<typeof invitationToken>

/** What its receiver sees before they answer. */
export const shownInvitation = z.object({
  organizationName: z.string(),
  roleName: z.string(),
  email: z.string(),
  /** Then there is no name or password to choose. */
  isExistingUser: z.boolean(),
  expiresAt: z.iso.datetime(),
})
export type ShownInvitation = z.infer<typeof shownInvitation>

/** Somebody new says who they are; whoever has an account with this address says nothing more. */
export const invitationAnswer = z.strictObject({
  token,
  username: username.optional(),
  password: z.string().max(1024).optional(),
  firstName: firstName.optional(),
  lastName: lastName.optional(),
})
export type InvitationAnswer = z.infer<typeof invitationAnswer>

export const acceptedInvitation = z.object({ username: z.string() })
export type AcceptedInvitation = z.infer<typeof acceptedInvitation>
