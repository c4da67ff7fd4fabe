import { type FileKind, type FilePolicy, fileKinds, filePolicyWith } from '@groundwork/domain'
import { ConfigError } from '../config/config-error.ts'

const variableOf = (kind: FileKind) => `UPLOAD_MAX_BYTES_${kind.toUpperCase()}`

/** The default policy, with the limits that `UPLOAD_MAX_BYTES_VIDEO` and its like, and `UPLOAD_MAX_PIXELS`, set otherwise. @throws ConfigError */
export function readFilePolicy(environment: Readonly<Record<string, string | undefined>>): FilePolicy {
  const maxBytes: Partial<Record<FileKind, number>> = {}
  const problems: Record<string, string> = {}
  for (const kind of fileKinds) {
    const value = environment[variableOf(kind)]?.trim()
    if (!value) continue
    if (/^[1-9]\d{0,14}$/.test(value)) maxBytes[kind] = Number(value)
    else problems[variableOf(kind)] = 'must be a number of bytes'
  }
  const maxPixels = environment.UPLOAD_MAX_PIXELS?.trim()
  if (maxPixels && !/^[1-9]\d{0,11}$/.test(maxPixels)) problems.UPLOAD_MAX_PIXELS = 'must be a number of pixels'
  if (Object.keys(problems).length) throw new ConfigError(problems)
  const policy = filePolicyWith(maxBytes)
  return maxPixels ? { ...policy, maxPixels: Number(maxPixels) } : policy
}
