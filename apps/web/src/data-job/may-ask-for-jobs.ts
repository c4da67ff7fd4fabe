import { outlines } from 'virtual:resource-outlines'
import type { Abilities } from '../session/abilities.ts'
import { mayAskAbout } from './may-ask-about.ts'

/** Whether the jobs are of any use to this person: they may ask for one, or see those of others. */
export const mayAskForJobs = (abilities: Abilities): boolean =>
  outlines.some(
    (outline) => mayAskAbout(abilities, outline) || (outline.name === 'dataJob' && abilities.can('view', outline)),
  )
