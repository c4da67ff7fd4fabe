import { findNodeAtLocation, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'

/** A place in a text as a person counts: from one. */
export interface TextPlace {
  readonly line: number
  readonly column: number
  readonly offset: number
  readonly length: number
}

function placeAt(text: string, offset: number, length: number): TextPlace {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, offset, length }
}

/** Where a text stops being JSON, and how; null when it is JSON. */
export function syntaxFaultIn(text: string): { readonly place: TextPlace; readonly message: string } | null {
  const errors: ParseError[] = []
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors
  return first
    ? { place: placeAt(text, first.offset, first.length), message: spaced(printParseErrorCode(first.error)) }
    : null
}

/** `CommaExpected` -> `Comma expected`. */
const spaced = (code: string) => code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** Where in the text a value stands; where the way to it ends, when it is not there. */
export function placeOfPath(text: string, path: readonly (string | number)[]): TextPlace {
  const tree = parseTree(text)
  const node = tree && (findNodeAtLocation(tree, [...path]) ?? findNodeAtLocation(tree, path.slice(0, -1)) ?? tree)
  return placeAt(text, node?.offset ?? 0, node?.length ?? 0)
}
