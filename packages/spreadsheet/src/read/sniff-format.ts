import { unreadable } from './unreadable.ts'

const startsWith = (bytes: Buffer, magic: string) =>
  bytes.subarray(0, magic.length / 2).equals(Buffer.from(magic, 'hex'))

/** What the first bytes say: a workbook of our day, or a text. @throws DomainError for what is neither */
export function sniffFormat(front: Buffer): 'xlsx' | 'text' {
  if (startsWith(front, '504b0304')) return 'xlsx'
  // The container of Excel before 2007, and of any workbook with a password.
  if (startsWith(front, 'd0cf11e0a1b11ae1')) {
    const isEncrypted = front.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    throw isEncrypted
      ? unreadable('encrypted_spreadsheet', 'The workbook is protected by a password')
      : unreadable('old_spreadsheet', 'This is a workbook of Excel before 2007: save it as .xlsx or .csv')
  }
  if (others.some((magic) => startsWith(front, magic))) {
    throw unreadable('unreadable_spreadsheet', 'This is neither a text table nor a workbook')
  }
  return 'text'
}

/** What people upload by mistake, and what reads as some encoding or other: PDF, PNG, JPEG, GIF, gzip, an empty ZIP. */
const others = ['255044462d', '89504e47', 'ffd8ff', '47494638', '1f8b', '504b0506']
