import { z } from 'zod'
import { printable } from '../resource/field.ts'
import { address } from './address.ts'
import { phoneNumber } from './phone-number.ts'

/** Stays with its item from one change to the next; made when left out. */
const id = z.uuid().optional()
const isPrimary = z.boolean().default(false)

export const emailTypes = ['WORK', 'PERSONAL', 'BILLING', 'OTHER'] as const
export const phoneTypes = ['MOBILE', 'WORK', 'HOME', 'FAX', 'OTHER'] as const
export const addressTypes = ['OFFICE', 'HOME', 'BILLING', 'SHIPPING', 'OTHER'] as const

/** Seed 001, ContactEmailAddress. */
export const emailAddress = z.strictObject({
  id,
  email: printable.trim().toLowerCase().max(254).pipe(z.email('Not an e-mail address')),
  emailType: z.enum(emailTypes).default('WORK'),
  isPrimary,
})

/** Seed 001, ContactPhoneNumber. Kept in E.164. */
export const phone = z.strictObject({
  id,
  phoneNumber,
  phoneType: z.enum(phoneTypes).default('WORK'),
  isPrimary,
})

/** Seed 001, ContactAddress. */
export const contactAddress = z.strictObject({
  id,
  address,
  addressType: z.enum(addressTypes).default('OFFICE'),
  isPrimary,
})
