import { fileExtension } from './file-name.ts'

const mostTries = 10_000

/**
 * `report.pdf` where it is free, otherwise `report (2).pdf` and so on. A number that an earlier conflict gave is counted on from.
 * Whoever gives many names hands in `counted`: where the count stands for names that are alike, so that it does not begin anew.
 */
export function freeName(
  name: string,
  isTaken: (candidate: string) => boolean,
  counted = new Map<string, number>(),
): string {
  if (!isTaken(name)) return name
  const extension = fileExtension(name)
  const suffix = extension ? name.slice(name.length - extension.length - 1) : ''
  const stem = name
    .slice(0, name.length - suffix.length)
    .replace(/ \(\d{1,6}\)$/, '')
    .slice(0, 240 - suffix.length)
  const alike = `${stem}${suffix}`.toLowerCase()
  const first = (counted.get(alike) ?? 1) + 1
  for (let number = first; number < first + mostTries; number += 1) {
    const candidate = `${stem} (${number})${suffix}`
    if (isTaken(candidate)) continue
    counted.set(alike, number)
    return candidate
  }
  throw new Error(`No free name like ${name}`)
}
