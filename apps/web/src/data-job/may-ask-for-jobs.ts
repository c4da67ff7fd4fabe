import { outlines } from 'virtual:resource-outlines'
import type { Abilities } from '../session/abilities.ts'

/** Whether the jobs are of any use to this person: they may ask for one, or see those of others. */
export const mayAskForJobs = ({ can }: Abilities): boolean =>
  outlines.some(
    (outline) =>
      can('import', outline) || can('export', outline) || (outline.name === 'dataJob' && can('view', outline)),
  )
