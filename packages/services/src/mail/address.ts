import { MailError } from './mail-error.ts'

/**
 * An address that is one address and nothing else. Whatever could end a header, begin another recipient or hide a second
 * address is refused, also when an account or an invitation should hold it.
 */
const shape = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/

/** @throws MailError */
export function plainAddress(address: string): string {
  if (address.length <= 254 && shape.test(address) && !/\p{C}/u.test(address)) return address
  throw new MailError('the address is none', true)
}

/** On one line, whatever names went into it. */
export const oneLine = (text: string) => text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()
