import { cleanFileName, invalidField } from '@groundwork/domain'

interface ReadPath {
  /** Where a refusal is told. */
  readonly field: string
  readonly deepest: number
}

/** The names of a path as a browser gives it, from the top down. Steps that lead nowhere or back are not followed. @throws DomainError */
export function folderNames(path: string, { field, deepest }: ReadPath): string[] {
  const steps = path.split('/').filter((step) => step.trim() !== '' && step !== '.')
  if (!steps.length || steps.includes('..')) throw invalidField(field, 'Is no path of a folder', 'invalid_path')
  if (steps.length > deepest) throw invalidField(field, `At most ${deepest} folders deep`, 'path_too_deep')
  return steps.map(cleanFileName)
}
