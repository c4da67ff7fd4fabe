import { notFound } from '@groundwork/domain'

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** What cannot be the id of a file is the id of none. */
export function fileId(key: string): string {
  if (!isUuid(key)) throw notFound('file')
  return key
}
