import { outlineOf } from '../record/record-links.ts'
import { pluralTitle } from '../shell/resource-names.ts'

/** `Stock locations`: what a job works on, as people call it. */
export function targetInWords(target: string): string {
  const outline = outlineOf(target)
  return outline ? pluralTitle(outline) : target
}
