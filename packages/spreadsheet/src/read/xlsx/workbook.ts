import { printableName } from '../printable-name.ts'
import { readXml } from './read-xml.ts'
import type { WorkbookParts } from './workbook-parts.ts'
import { attribute, malformed } from './xml-text.ts'

/** What a workbook says of itself before any cell is read. */
export interface Workbook {
  /** Only those with cells: a chart may have a sheet of its own. */
  readonly sheets: readonly { readonly name: string; readonly part: string }[]
  readonly dateSystem: 1900 | 1904
  readonly styles: string | undefined
  readonly sharedStrings: string | undefined
}

const MAX_SHEETS = 1000
/** Of one part: no more than an archive may have parts. */
const MAX_RELATIONS = 10_000
/** Of one element: a workbook's own parts hold little text. */
const LONGEST = 100_000

interface Relation {
  readonly type: string
  readonly target: string
}

export async function readWorkbook(parts: WorkbookParts): Promise<Workbook> {
  const roots = await relationsOf(parts, '')
  const path = [...roots.values()].find(({ type }) => type === 'officeDocument')?.target
  if (path === undefined) throw malformed()
  const relations = await relationsOf(parts, path)
  const targetOf = (type: string) => [...relations.values()].find((one) => one.type === type)?.target
  const listed: { readonly name: string; readonly id: string }[] = []
  let dateSystem: Workbook['dateSystem'] = 1900
  await readXml(
    await parts.open(path),
    {
      open(tag, attributes) {
        if (tag === 'workbookPr' && /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '')) dateSystem = 1904
        if (tag !== 'sheet') return
        listed.push({ name: printableName(attribute(attributes, 'name') ?? ''), id: attribute(attributes, 'id') ?? '' })
        if (listed.length > MAX_SHEETS) throw malformed()
      },
      close() {},
      text() {},
    },
    LONGEST,
  )
  const sheets = listed.flatMap(({ name, id }) => {
    const relation = relations.get(id)
    return relation?.type === 'worksheet' && parts.has(relation.target) ? [{ name, part: relation.target }] : []
  })
  return { sheets, dateSystem, styles: targetOf('styles'), sharedStrings: targetOf('sharedStrings') }
}

/** What a part refers to, by id. The type is the last word of its address: the strict form of the standard has other addresses. */
async function relationsOf(parts: WorkbookParts, part: string): Promise<ReadonlyMap<string, Relation>> {
  const [folder, file] = [part.slice(0, part.lastIndexOf('/') + 1), part.slice(part.lastIndexOf('/') + 1)]
  const relations = new Map<string, Relation>()
  await readXml(
    await parts.open(`${folder}_rels/${file}.rels`),
    {
      open(tag, attributes) {
        if (tag !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
        const type = (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? ''
        relations.set(attribute(attributes, 'Id') ?? '', {
          type,
          target: resolved(folder, attribute(attributes, 'Target') ?? ''),
        })
        if (relations.size > MAX_RELATIONS) throw malformed()
      },
      close() {},
      text() {},
    },
    LONGEST,
  )
  return relations
}

/** A place in the archive, from a place beside which it is named. */
const resolved = (folder: string, target: string) => new URL(target, `zip:///${folder}`).pathname.slice(1)
