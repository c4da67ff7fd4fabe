import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { guardian } from './guardian.mjs'

/**
 * A new folder, with one for logs in it, that is gone when this process is, however it ends.
 *
 * @returns {{ folder: string, logsDir: string }}
 */
export function disposableFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-'))
  chmodSync(folder, 0o711) // Postgres may run as another user.
  guardian.removeAtEnd(folder)
  const logsDir = join(folder, 'logs')
  mkdirSync(logsDir)
  return { folder, logsDir }
}
