import { type Resource, Tag } from '@groundwork/domain'
import { isPossibleKey } from '../query/compile-get.ts'
import type { Row } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import { isTreeOfOrganizations } from '../reference/references.ts'
import { newId } from '../work/new-id.ts'
import { type ReadSession, read } from '../work/read.ts'
import type { TransactionSession } from '../work/transaction-session.ts'
import { actorIdOf } from '../work/write.ts'

/** A word that became a tag by being used. */
interface MadeTag {
  readonly id: string
  readonly organization: string
  readonly name: string
}

export interface Settled<Value> {
  readonly value: Value
  readonly made: readonly MadeTag[]
}

/**
 * Rows with their tags as their organization spells them: of `Red` and `red` the one that is a tag already. A word that is none
 * becomes one. Known tags are held until the transaction ends, so that nobody renames one under its new row.
 */
export async function settleTags(
  session: TransactionSession,
  resource: Resource,
  rows: readonly Row[],
): Promise<Settled<readonly Row[]>> {
  const homeOf = (row: Row) => row[isTreeOfOrganizations(resource) ? 'id' : 'organization']
  const used = new Map<string, Set<string>>()
  for (const row of rows) {
    const home = homeOf(row)
    // Where the caller may not write, the row itself will be refused.
    if (typeof home !== 'string' || !session.reaches(home) || !isWords(row.tags) || !row.tags.length) continue
    const words = used.get(home) ?? new Set()
    for (const word of row.tags) words.add(word)
    used.set(home, words)
  }
  if (!used.size) return { value: rows, made: [] }
  const spellings = new Map<unknown, ReadonlyMap<string, string>>()
  const made: MadeTag[] = []
  for (const [organization, words] of used) {
    const settled = await settleWords(session, organization, [...words])
    spellings.set(organization, settled.spelling)
    made.push(...settled.made)
  }
  return { value: rows.map((row) => respelt(row, spellings.get(homeOf(row)))), made }
}

/** The same for changes to the row of a key: also of tags that it has already, or one could be renamed in between and come back. */
export async function settleChangedTags(
  session: TransactionSession,
  resource: Resource,
  key: string,
  changes: Row,
): Promise<Settled<Row>> {
  const table = tableOf(resource)
  const nothing = { value: changes, made: [] }
  if (!resource.tagged || !table.organization || !isWords(changes.tags) || !changes.tags.length) return nothing
  if (!isPossibleKey(table, key)) return nothing
  const text = `select ${table.organization.name} from ${table.name} where ${table.key.name} = $1`
  const [[home] = []] = await read(session, { text, values: [key] })
  if (typeof home !== 'string') return nothing
  const { spelling, made } = await settleWords(session, home, changes.tags)
  return { value: respelt(changes, spelling), made }
}

/** Of words that differ in case alone the first: for what is in no organization yet that would know them. */
export function withoutDoubles(row: Row): Row {
  if (!isWords(row.tags)) return row
  const first = new Map<string, string>()
  for (const word of row.tags) if (!first.has(word.toLowerCase())) first.set(word.toLowerCase(), word)
  return { ...row, tags: [...first.values()] }
}

function respelt(row: Row, spelling: ReadonlyMap<string, string> | undefined): Row {
  if (!spelling || !isWords(row.tags)) return row
  return { ...row, tags: [...new Set(row.tags.map((word) => spelling.get(word) ?? word))] }
}

const isWords = (value: unknown): value is readonly string[] => Array.isArray(value)

async function settleWords(session: ReadSession, organization: string, words: readonly string[]) {
  const spelling = new Map(await knownAmong(session, organization, words))
  const unknown = words.filter((word) => !spelling.has(word))
  if (!unknown.length) return { spelling, made: [] }
  const made = await makeTags(session, organization, unknown)
  // What somebody else made in the meantime is known now, and so are words of this very call that differ in case alone.
  for (const [word, name] of await knownAmong(session, organization, unknown)) spelling.set(word, name)
  return { spelling, made }
}

async function knownAmong(session: ReadSession, organization: string, words: readonly string[]) {
  const text = `select w.word, t.name from unnest($2::text[]) w(word)
    join ${Tag.table} t on t.organization_id = $1 and lower(t.name) = lower(w.word collate "und-x-icu") for share of t`
  return (await read(session, { text, values: [organization, words] })) as [string, string][]
}

/** In the order of their names, so that two who make the same tags wait for each other and do not block one another. */
async function makeTags(session: ReadSession, organization: string, words: readonly string[]): Promise<MadeTag[]> {
  const text = `insert into ${Tag.table} (id, organization_id, name, created_by_id, updated_by_id)
    select distinct on (lower(name)) id, $1::uuid, name, $2::uuid, $2::uuid from (
      select id, word collate "und-x-icu" as name, place from unnest($3::uuid[], $4::text[]) with ordinality w(id, word, place)
    ) w order by lower(name), place
    on conflict (organization_id, lower(name)) do nothing returning id, name`
  const made = await read(session, {
    text,
    values: [organization, actorIdOf(session.actor), words.map(() => newId()), words],
  })
  return made.map(([id, name]) => ({ id: String(id), organization, name: String(name) }))
}
