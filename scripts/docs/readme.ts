import type { Resource } from '@groundwork/domain'
import { resourcesTable } from './resources-page.ts'

const begin = '<!-- resources: written by npm run docs -->\n'
const end = '<!-- /resources -->'

/** The README with its table of resources as it follows from the definitions. */
export function readmeWith(text: string, resources: readonly Resource[]): string {
  const [before, rest] = splitAt(text, begin)
  const [, after] = splitAt(rest, end)
  return `${before}${begin}\n${resourcesTable(resources)}\n\n${end}${after}`
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  if (at < 0) throw new Error(`README.md has no ${mark.trim()}`)
  return [text.slice(0, at), text.slice(at + mark.length)]
}
