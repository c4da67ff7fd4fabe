import { plainArray } from '../connection/plain-array.ts'
import type { UnitOfWork } from '../work/contract.ts'
import { chainOf, digestForm, genesis, linkHash } from './chain-form.ts'

/** Any number, as long as every sequencer uses the same. */
const sequencerLock = 7_251_903_120

/** So many entries one step gives their place. */
export const SEQUENCED_AT_ONCE = 1000

interface Waiting {
  readonly id: string
  readonly createdAt: string
  readonly chain: string
  /** In hex. */
  readonly digest: string
  /** Marked once more by somebody: it keeps the place it has. */
  readonly isLinked: boolean
}

/**
 * What waits, the oldest first. The lateral limits make it one index probe, in one partition, for each entry: by `exists` Postgres would
 * read all links there are into memory every time, and the longer the chain, the longer each step.
 */
export const waitingText = `
  select p.entry_id as id, p.entry_created_at as "createdAt", entry.chain, entry.digest, link.found is not null as "isLinked"
  from audit_pending p cross join lateral (
    select ${chainOf} as chain, ${digestForm} as digest from audit_entry e
    where e.id = p.entry_id and e.created_at = p.entry_created_at limit 1
  ) as entry
  left join lateral (select true as found from audit_link l where l.entry_id = p.entry_id limit 1) as link on true
  order by p.entry_id limit $1`

/**
 * Gives the oldest waiting entries their place in the chain of their organization, and says how many. One sequencer works at
 * a time; another finds nothing to do. Links are written and marks removed in one transaction, so that it may die at any
 * moment, and an entry whose transaction commits late is simply found late.
 */
export async function sequenceAudit(work: UnitOfWork, limit = SEQUENCED_AT_ONCE): Promise<number> {
  const [lock] = await work.query<{ held: boolean }>('select pg_try_advisory_xact_lock($1) as held', [sequencerLock])
  if (!lock?.held) return 0
  const waiting = await work.query<Waiting>(waitingText, [limit])
  if (!waiting.length) return 0
  const heads = await readHeads(work, [...new Set(waiting.map(({ chain }) => chain))])
  const links = waiting.flatMap(({ id, createdAt, chain, digest, isLinked }) => {
    if (isLinked) return []
    const head = heads.get(chain) ?? { position: 0, hash: genesis }
    const hash = linkHash(head.hash, Buffer.from(digest, 'hex'))
    const link = { chain, id, createdAt, position: head.position + 1, digest, hash }
    heads.set(chain, link)
    return link
  })
  await work.query(
    `insert into audit_link (chain_id, position, entry_id, entry_created_at, digest, hash)
     select chain, position, id, created_at, decode(digest, 'hex'), decode(hash, 'hex')
     from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[])
       as given (chain, position, id, created_at, digest, hash)`,
    [
      plainArray(links.map(({ chain }) => chain)),
      plainArray(links.map(({ position }) => position)),
      plainArray(links.map(({ id }) => id)),
      plainArray(links.map(({ createdAt }) => createdAt)),
      plainArray(links.map(({ digest }) => digest)),
      plainArray(links.map(({ hash }) => hash.toString('hex'))),
    ],
  )
  await work.query('delete from audit_pending where entry_id = any($1::uuid[])', [
    plainArray(waiting.map(({ id }) => id)),
  ])
  return waiting.length
}

interface Head {
  readonly position: number
  readonly hash: Uint8Array
}

async function readHeads(work: UnitOfWork, chains: readonly string[]): Promise<Map<string, Head>> {
  const heads = await work.query<{ chain: string; position: number; hash: string }>(
    `select chain, head.position, encode(head.hash, 'hex') as hash from unnest($1::uuid[]) as chain
     cross join lateral (
       select position, hash from audit_link where chain_id = chain order by position desc limit 1
     ) as head`,
    [chains],
  )
  return new Map(heads.map(({ chain, position, hash }) => [chain, { position, hash: Buffer.from(hash, 'hex') }]))
}
