import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { z } from 'zod'
import { printable } from '../resource/field.ts'

/** An international telephone number; whatever spaces and dashes it comes with, it is kept in E.164: `+4312345678`. */
export const phoneNumber = printable
  .trim()
  .max(40)
  .transform((text, context) => {
    const parsed = parsePhoneNumberFromString(text)
    if (parsed?.isPossible()) return parsed.number as string
    context.addIssue({ code: 'custom', message: 'Not a telephone number with its country, such as +43 1 234567' })
    return z.NEVER
  })
