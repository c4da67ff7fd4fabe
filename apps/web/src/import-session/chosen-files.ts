import { fileExtension, type SessionPart, sessionParts } from '@groundwork/domain'
import type { UploadPolicy } from '../api/status.ts'
import { refusalByName } from '../upload/judge-before-upload.ts'
import { words } from './words.ts'

export type ChosenFiles = Readonly<Record<SessionPart, File | null>>

export const noFiles: ChosenFiles = { stat: null, recap: null }

const tables: ReadonlySet<string> = new Set(['csv', 'tsv', 'txt', 'xlsx', 'json', 'jsonl', 'ndjson'])

/** Files that came together, each to where it is wanted: by what it is called, else to the first place that is free. */
export function withFiles(chosen: ChosenFiles, files: readonly File[]): ChosenFiles {
  const filled: Record<SessionPart, File | null> = { ...chosen }
  for (const file of files) {
    const free = sessionParts.filter((part) => !filled[part])
    const place = free.find((part) => file.name.toLowerCase().includes(part)) ?? free[0]
    if (place) filled[place] = file
  }
  return filled
}

/** Why a file would not do, told before its bytes travel; null where nothing speaks against it yet. */
export function refusalOf(part: SessionPart, chosen: ChosenFiles, policy: UploadPolicy | undefined): string | null {
  const file = chosen[part]
  if (!file) return null
  if (!tables.has(fileExtension(file.name))) return words.notATable(file.name)
  if (part === 'recap' && chosen.stat && isSame(file, chosen.stat)) return words.sameFile
  return refusalByName({ name: file.name, bytes: file.size, policy })
}

const isSame = (one: File, other: File) =>
  one.name === other.name && one.size === other.size && one.lastModified === other.lastModified
