/** pino's numbers for levels. */
const levels = /** @type {Record<number, string>} */ ({ 40: 'warning', 50: 'error', 60: 'fatal' })

/** Most lines: what pino writes first shows that they need not be read. */
const isOrdinary = /^\{"level":[123]0,/

/**
 * Makes a printer for the output of a program that logs JSON lines: warnings and errors in short, all of it when the
 * person asked for it with LOG_LEVEL. The log file has everything either way.
 *
 * @param {string} name
 * @returns {(line: string) => void}
 */
export function logView(name) {
  const prefix = name.padEnd(8)
  const isVerbose = Boolean(process.env.LOG_LEVEL)
  return (line) => {
    const shown = isVerbose ? line : shorten(line)
    if (shown) console.log(`${prefix} ${shown}`)
  }
}

/**
 * @param {string} line
 * @returns {string | undefined} nothing for what is worth a log file only
 */
function shorten(line) {
  if (isOrdinary.test(line)) return undefined
  const entry = parseEntry(line)
  if (!entry) return line
  if (entry.level < 40) return undefined
  const cause = entry.err?.message && entry.err.message !== entry.msg ? `: ${entry.err.message}` : ''
  return `${levels[entry.level] ?? 'notice'}: ${entry.msg ?? ''}${cause}`
}

/**
 * @param {string} line
 * @returns {{ level: number, msg?: string, err?: { message?: string } } | undefined} undefined for a line of plain text
 */
function parseEntry(line) {
  if (!line.startsWith('{')) return undefined
  try {
    const entry = JSON.parse(line)
    return typeof entry.level === 'number' ? entry : undefined
  } catch {
    return undefined
  }
}
