import { outlines } from 'virtual:resource-outlines'
import { isExported } from '../export/is-exported.ts'
import { useAbilities } from '../session/abilities.ts'
import { mayAskAbout } from './may-ask-about.ts'
import { targetInWords } from './target-in-words.ts'

/** What this person may have jobs about, by name; and what the list is narrowed to already. */
export function useJobTargets(chosen: readonly string[] = []): readonly string[] {
  const abilities = useAbilities()
  const targets = outlines
    .filter(({ name }) => isExported(name))
    .filter((outline) => mayAskAbout(abilities, outline))
    .map(({ name }) => name)
  return [...new Set<string>([...targets, ...chosen])].sort((a, b) => targetInWords(a).localeCompare(targetInWords(b)))
}
