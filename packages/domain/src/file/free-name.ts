import { cutToBytes, keptSuffix, utf8Length } from './file-name.ts'

/** In bytes: with a number behind it, a name stays within what one may be. */
const mostWithoutNumber = 240

/** A folder has no extension, whatever its name ends in. */
export type NamedPlace = 'file' | 'folder'

/** Between them a number goes. Whatever was numbered because of a name begins with its stem as well. */
export interface NameParts {
  readonly stem: string
  readonly suffix: string
}

export function partsOfName(name: string, of: NamedPlace = 'file'): NameParts {
  const suffix = of === 'file' ? keptSuffix(name) : ''
  const whole = name.slice(0, name.length - suffix.length).replace(/ \(\d{1,6}\)$/, '')
  return { stem: cutToBytes(whole, mostWithoutNumber - utf8Length(suffix)), suffix }
}

/** `report (2).pdf`: what stands for a name that is taken. */
export const markedName = ({ stem, suffix }: NameParts, mark: number | string): string => `${stem} (${mark})${suffix}`

interface Naming {
  readonly of?: NamedPlace
  /** Of whoever gives many names: where the count stands for names that are alike, so that it does not begin anew. */
  readonly counted?: Map<string, number>
}

/**
 * `report.pdf` where it is free, otherwise `report (2).pdf` and so on. A number that an earlier conflict gave is counted on from. Of
 * as many names as are taken one more is free: there always is one.
 */
export function freeName(
  name: string,
  isTaken: (candidate: string) => boolean,
  { of, counted = new Map<string, number>() }: Naming = {},
): string {
  if (!isTaken(name)) return name
  const parts = partsOfName(name, of)
  const alike = `${parts.stem}${parts.suffix}`.toLowerCase()
  let number = (counted.get(alike) ?? 1) + 1
  while (isTaken(markedName(parts, number))) number += 1
  counted.set(alike, number)
  return markedName(parts, number)
}
