import pg from 'pg'
import { systemRole } from '../connection/roles.ts'
import { rowTypes } from '../connection/row-types.ts'
import type { AuditHead } from './audit-heads.ts'
import { canonicalForm, chainOf, digestOf, genesis, linkHash, unownedChain } from './chain-form.ts'

/** A row that is not as it was written, and how one can tell. */
export interface AuditFault {
  readonly chain: string
  readonly position: number | null
  readonly entry: string | null
  readonly what: string
}

export interface AuditVerdict {
  /** The first bad row of each chain, and rows with an earlier date than those in front of them. */
  readonly faults: readonly AuditFault[]
  readonly entries: number
  readonly chains: number
  /** Written, and not yet in a chain: seconds, unless no sequencer runs. */
  readonly waiting: number
}

/** What was written down outside the database. */
export interface AuditWitness {
  readonly heads: readonly (AuditHead & { readonly at: string })[]
  /** Spans of time whose entries were dropped at the end of their retention: from, and to but not with it. */
  readonly dropped: readonly { readonly from: string; readonly to: string }[]
}

/** No transaction lives so long: an entry dated so much earlier than the one in front of it was slipped in. */
const longestTransactionMs = 60 * 60 * 1000
const backdated =
  'the entry is dated long before the one in front of it: it was inserted later, or the clock was put back'
const pageSize = 2000

/** Recomputes every chain from its first link, a page at a time, over one snapshot. */
export async function verifyAudit(url: string, witness: AuditWitness): Promise<AuditVerdict> {
  const client = new pg.Client({
    connectionString: url,
    types: rowTypes,
    options: '-c timezone=UTC -c datestyle=ISO -c search_path=public',
  })
  await client.connect()
  try {
    await client.query(`begin isolation level repeatable read read only; set local role ${systemRole}`)
    const walk = new ChainWalk(witness)
    await client.query(`declare links no scroll cursor for ${linksText}`)
    for (;;) {
      const { rows } = await client.query<Link>(`fetch ${pageSize} from links`)
      if (!rows.length) break
      for (const link of rows) walk.step(link)
    }
    walk.end()
    const { rows: strays } = await client.query<AuditFault>(straysText)
    const { rows: counted } = await client.query<{ waiting: number }>('select count(*) as waiting from audit_pending')
    return {
      faults: [...walk.faults, ...strays],
      entries: walk.entries,
      chains: walk.chains,
      waiting: counted[0]?.waiting ?? 0,
    }
  } finally {
    await client.end()
  }
}

interface Link {
  readonly chain: string
  readonly position: number
  readonly entry: string
  readonly createdAt: string
  readonly digest: Buffer
  readonly hash: Buffer
  /** Null when the entry is gone. */
  readonly canonical: string | null
}

const linksText = `
  select l.chain_id as chain, l.position, l.entry_id as entry, l.entry_created_at as "createdAt", l.digest, l.hash, entry.canonical
  from audit_link l left join lateral (
    select ${canonicalForm} as canonical from audit_entry e
    where e.id = l.entry_id and e.created_at = l.entry_created_at and ${chainOf} = l.chain_id limit 1
  ) as entry on true
  order by l.chain_id, l.position`

/** Entries that came by another way than the journal, and marks whose entry was taken away before it had a place. */
const straysText = `
  (select ${chainOf} as chain, null::bigint as position, e.id as entry, 'the entry was inserted beside the chain' as what
   from audit_entry e
   where not exists (select from audit_link l where l.entry_id = e.id and l.entry_created_at = e.created_at)
     and not exists (select from audit_pending p where p.entry_id = e.id and p.entry_created_at = e.created_at)
   order by e.created_at, e.id limit 1)
  union all
  (select '${unownedChain}'::uuid, null, p.entry_id, 'the entry was deleted before it had its place in the chain'
   from audit_pending p
   where not exists (select from audit_entry e where e.id = p.entry_id and e.created_at = p.entry_created_at)
   order by p.entry_id limit 1)`

/** A head as a checkpoint saw it. */
interface Seen {
  readonly hash: string
  readonly at: string
}

/** Goes along the links of one chain after the other and notes, besides wrong dates, the first that is wrong in each. */
class ChainWalk {
  readonly faults: AuditFault[] = []
  entries = 0
  chains = 0
  private at: { chain: string; position: number; hash: Buffer; createdAt: string; isBroken: boolean } | null = null
  /** By chain, what was seen at which position. */
  private readonly seen = new Map<string, Map<number, Seen>>()

  constructor(private readonly witness: AuditWitness) {
    for (const { chain, position, hash, at } of witness.heads) {
      const heads = this.seen.get(chain)
      if (heads) heads.set(position, { hash, at })
      else this.seen.set(chain, new Map([[position, { hash, at }]]))
    }
  }

  step(link: Link): void {
    if (this.at?.chain !== link.chain) this.begin(link.chain)
    const { at } = this
    if (!at || at.isBroken) return
    const what = this.faultOf(link, at)
    if (what) {
      at.isBroken = true
      this.faults.push({ chain: link.chain, position: link.position, entry: link.entry, what })
      return
    }
    // Nothing hangs on it: what comes after is held against its own links, also behind a clock that was once wrong.
    if (Date.parse(at.createdAt) - Date.parse(link.createdAt) > longestTransactionMs) {
      this.faults.push({ chain: link.chain, position: link.position, entry: link.entry, what: backdated })
    }
    this.entries += 1
    Object.assign(at, { position: link.position, hash: link.hash, createdAt: link.createdAt })
  }

  /** What is wrong at the ends of chains, and with chains of which nothing is left. */
  end(): void {
    this.finishChain()
    for (const [chain, heads] of this.seen) this.noteTruncation(chain, 0, heads)
  }

  private begin(chain: string): void {
    this.finishChain()
    this.chains += 1
    this.at = { chain, position: 0, hash: genesis, createdAt: '', isBroken: false }
  }

  private finishChain(): void {
    const { at } = this
    if (!at) return
    if (!at.isBroken) this.noteTruncation(at.chain, at.position, this.seen.get(at.chain))
    this.seen.delete(at.chain)
  }

  private noteTruncation(chain: string, last: number, heads: ReadonlyMap<number, Seen> = new Map()): void {
    const beyond = [...heads].find(([position]) => position > last)
    if (!beyond) return
    const [position, { at }] = beyond
    const what = `the end of the chain is gone: a checkpoint of ${at} saw position ${position}`
    this.faults.push({ chain, position: last + 1, entry: null, what })
  }

  private faultOf(link: Link, before: { position: number; hash: Buffer }): string | null {
    if (link.position !== before.position + 1) {
      return `the link in front of it is gone: position ${before.position + 1} is missing`
    }
    if (link.canonical === null && !this.isDropped(link.createdAt)) return 'the entry was deleted, or moved in time'
    if (link.canonical !== null && !digestOf(link.canonical).equals(link.digest)) return 'the entry was changed'
    if (!linkHash(before.hash, link.digest).equals(link.hash)) return 'the link does not follow from the one before it'
    const witnessed = this.seen.get(link.chain)?.get(link.position)
    if (witnessed && witnessed.hash !== link.hash.toString('hex')) {
      return `the chain was rewritten: a checkpoint of ${witnessed.at} saw another hash here`
    }
    return null
  }

  private isDropped(createdAt: string): boolean {
    return this.witness.dropped.some(({ from, to }) => createdAt >= from && createdAt < to)
  }
}
