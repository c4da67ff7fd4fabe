import { isManagedBy, type UnitOfWork } from '@groundwork/db'
import { invalidField, isServable, type PatchOf, type Profile, StoredFile } from '@groundwork/domain'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

type Changes = Omit<PatchOf<typeof Profile>, 'version'>

/** The same changes in the one spelling that is kept. @throws DomainError invalid, on the field */
export const normalizeProfile = ({ phoneNumber, language, timezone, ...changes }: Changes): Changes => ({
  ...changes,
  ...(phoneNumber !== undefined && { phoneNumber: normalizePhone(phoneNumber) }),
  ...(language !== undefined && { language: normalizeLanguage(language) }),
  ...(timezone !== undefined && { timezone: checkTimezone(timezone) }),
})

/** E.164. Blank takes the number away. */
function normalizePhone(written: string): string {
  if (written === '') return ''
  const parsed = parsePhoneNumberFromString(written)
  if (!parsed?.isValid() || parsed.ext)
    throw invalidField('phoneNumber', 'Not a phone number: +49 30 1234567 would be one')
  return parsed.number
}

function normalizeLanguage(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag
  } catch {
    throw invalidField('language', 'Not a language: de or pt-BR would be one')
  }
}

function checkTimezone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) && name
  } catch {
    throw invalidField('timezone', 'Not a time zone: Europe/Berlin would be one')
  }
}

/** Nobody is, at any distance, the manager of their own manager. That the caller may see them, the engine asks of every reference. */
export async function checkManager(work: UnitOfWork, user: string, manager: string | null | undefined): Promise<void> {
  if (typeof manager !== 'string') return
  if (manager === user) throw invalidField('manager', 'Nobody is their own manager', 'manager_cycle')
  if (await isManagedBy(work, { manager, user })) {
    throw invalidField('manager', 'This person is below you already', 'manager_cycle')
  }
}

/** A picture is an image that is there to be looked at, and that the caller may look at. */
export async function checkPicture(work: UnitOfWork, file: string | null | undefined): Promise<void> {
  if (typeof file !== 'string') return
  const found = await work.find(StoredFile, file)
  if (!found) throw invalidField('profilePicture', 'Does not exist', 'no_such_reference')
  if (!isServable(found) || !found.mimeType?.startsWith('image/')) {
    throw invalidField('profilePicture', 'Not an image that can be shown', 'not_an_image')
  }
}
