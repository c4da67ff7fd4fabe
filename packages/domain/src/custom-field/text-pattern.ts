import { RE2JS, RE2JSException } from 're2js'

/**
 * Whether the whole of a text matches; undefined for what is no pattern. What an administrator typed is held against every text
 * that everybody types, so it is matched in linear time, whatever the two are: RE2 has no back references and no look-around.
 */
export function textPattern(source: string): ((text: string) => boolean) | undefined {
  const compiled = compile(source)
  return compiled && ((text) => compiled.matches(text))
}

const known = new Map<string, RE2JS | undefined>()
const mostKnown = 500

function compile(source: string): RE2JS | undefined {
  if (!known.has(source)) {
    if (known.size >= mostKnown) known.clear()
    known.set(source, read(source))
  }
  return known.get(source)
}

function read(source: string): RE2JS | undefined {
  try {
    return RE2JS.compile(source)
  } catch (error) {
    if (error instanceof RE2JSException) return undefined
    throw error
  }
}
