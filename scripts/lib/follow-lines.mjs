import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'

/** How often is looked. */
const everyMs = 200
const chunkBytes = 65_536
/** Of one look, so that a flood of lines keeps us from nothing else. */
const lookBytes = 1_048_576

/**
 * Shows each line that a program writes to its log file, a moment later. The program writes to the file itself: through a pipe, each line
 * would wake us, and the program would wait for that.
 *
 * @param {string} path a file that is there already
 * @param {(line: string) => void} onLine
 * @returns {{ finish: () => void }} shows what is left, and looks no more
 */
export function followLines(path, onLine) {
  const file = openSync(path, 'r')
  const chunk = Buffer.allocUnsafe(chunkBytes)
  let decoder = new StringDecoder('utf8')
  let position = 0
  let begun = ''

  const look = (most = lookBytes) => {
    const { size } = fstatSync(file)
    if (size < position) {
      // Somebody has emptied it.
      position = 0
      begun = ''
      decoder = new StringDecoder('utf8')
    }
    const end = Math.min(size, position + most)
    while (position < end) {
      const read = readSync(file, chunk, 0, chunkBytes, position)
      if (read === 0) return
      position += read
      const lines = (begun + decoder.write(chunk.subarray(0, read))).split('\n')
      begun = lines.pop() ?? ''
      for (const line of lines) onLine(line)
    }
  }
  const timer = setInterval(look, everyMs).unref()

  return {
    finish() {
      clearInterval(timer)
      look(Number.POSITIVE_INFINITY)
      if (begun) onLine(begun)
      closeSync(file)
    },
  }
}
