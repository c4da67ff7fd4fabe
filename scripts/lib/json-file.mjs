import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/**
 * @param {string} file
 * @returns {any} the parsed content, undefined when there is no such file
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined
    throw new Error(`${file} cannot be read as JSON`, { cause: error })
  }
}

/**
 * Replaces the file in one step, so that a reader or a crash never sees half of it.
 *
 * @param {string} file
 * @param {unknown} content
 * @param {number} [mode]
 */
export function writeJson(file, content, mode = 0o644) {
  const draft = `${file}.${process.pid}.tmp`
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode })
  renameSync(draft, file)
}
