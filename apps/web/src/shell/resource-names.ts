import { spell } from '../resource/words.ts'
import { words } from './words.ts'

type Named = { readonly name: string; readonly plural: string }

/** `Stock locations`, from the definition, or what people rather say. */
export const pluralTitle = ({ name, plural }: Named): string => words.plurals[name] ?? spell(plural)

/** The same within a sentence: `stock locations`. */
export const pluralName = (outline: Named): string => {
  const title = pluralTitle(outline)
  return title.charAt(0).toLowerCase() + title.slice(1)
}

/** Where there is room for one short word only. */
export const shortTitle = (outline: Named): string => words.shortPlurals[outline.name] ?? pluralTitle(outline)
