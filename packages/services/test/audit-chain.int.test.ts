import { appendFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { asSystem, type Database, SEQUENCED_AT_ONCE, sequenceAudit } from '@groundwork/db'
import { v4, v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendCheckpoint, readCheckpoints } from '../src/audit/checkpoint-journal.ts'
import { deriveKeys } from '../src/config/index.ts'
import { type AuditWorld, createAuditWorld, goOn } from './audit-world.ts'

let world: AuditWorld
beforeEach(async () => {
  world = await createAuditWorld()
})
afterEach(() => world.close())

const system = asSystem('set a test up')
const unowned = '00000000-0000-0000-0000-000000000000'

describe('the chain of an organization', () => {
  it('has each of its entries once, without a gap, and those of no organization have their own', async () => {
    const [one, other] = [v4(), v4()]
    await world.write(one, 3)
    await world.write(other, 2)
    await world.write(null, 2)
    await world.keeping().chain(goOn)
    await world.write(one, 2)
    await world.keeping().chain(goOn)
    const lengths = await Promise.all([one, other, unowned].map(async (chain) => (await world.links(chain)).length))
    expect(lengths.slice(0, 2)).toEqual([5, 2])
    expect(lengths[2]).toBeGreaterThanOrEqual(2)
    expect((await world.links(one)).map(({ position }) => Number(position))).toEqual([1, 2, 3, 4, 5])
    await world.keeping().checkpoint()
    expect(await world.verify()).toMatchObject({ faults: [], checkpointFaults: [], waiting: 0 })
  })

  it('takes in an entry whose transaction began earlier and committed later', async () => {
    const organization = v4()
    const id = v7()
    await world.database.withUnitOfWork(asSystem('write slowly'), async (work) => {
      await work.query(
        `insert into audit_entry (id, organization_id, actor_label, action_type, resource, object_repr)
         values ($1, $2, 'slow', 'VIEW', 'test', 'slow')`,
        [id, organization],
      )
      await work.query('insert into audit_pending values ($1, now())', [id])
      await world.write(organization, 2)
      await world.keeping().chain(goOn)
    })
    await world.keeping().chain(goOn)
    expect((await world.links(organization)).map(({ entry }) => entry).indexOf(id)).toBe(2)
    await world.keeping().checkpoint()
    expect(await world.verify()).toMatchObject({ faults: [], waiting: 0 })
  })

  it('takes in all that wait, in as few steps as that takes', async () => {
    const organization = v4()
    let steps = 0
    const withUnitOfWork: Database['withUnitOfWork'] = (context, use) => {
      steps++
      return world.database.withUnitOfWork(context, use)
    }
    const keeping = world.keeping({ database: { ...world.database, withUnitOfWork } })
    await world.write(organization, 2)
    await keeping.chain(goOn)
    expect([steps, await world.links(organization)]).toEqual([1, expect.objectContaining({ length: 2 })])

    await world.database.withUnitOfWork(system, async (work) => {
      for (let index = 0; index < SEQUENCED_AT_ONCE + 1; index++)
        work.record({ action: 'VIEW', resource: 'session', organization, objectId: `${index}`, objectRepr: 'many' })
    })
    await keeping.chain(goOn)
    expect(steps).toBe(3)
    expect(await world.links(organization)).toHaveLength(SEQUENCED_AT_ONCE + 3)
  })

  it('is not forked by sequencers that work at the same time', async () => {
    const organization = v4()
    await world.write(organization, 30)
    await Promise.all([1, 2, 3, 4].map(() => world.keeping().chain(goOn)))
    await world.keeping().chain(goOn)
    expect(await world.links(organization)).toHaveLength(30)
    await world.keeping().checkpoint()
    expect(await world.verify()).toMatchObject({ faults: [], waiting: 0 })
  })

  it('goes on rightly after its sequencer was killed in the middle', async () => {
    const organization = v4()
    await world.write(organization, 4)
    const killed = world.database.withUnitOfWork(system, async (work) => {
      await sequenceAudit(work, 2)
      throw new Error('killed')
    })
    await expect(killed).rejects.toThrow('killed')
    expect(await world.links(organization)).toEqual([])
    await world.database.withUnitOfWork(system, (work) => sequenceAudit(work, 3))
    await world.keeping().chain(goOn)
    expect(await world.links(organization)).toHaveLength(4)
    await world.keeping().checkpoint()
    expect(await world.verify()).toMatchObject({ faults: [], waiting: 0 })
  })

  it('goes on past a mark that somebody leaves for an entry which has its place already', async () => {
    const organization = v4()
    await world.write(organization, 2)
    await world.keeping().chain(goOn)
    await world.sql('insert into audit_pending select entry_id, entry_created_at from audit_link where chain_id = $1', [
      organization,
    ])
    await world.write(organization, 1)
    await world.keeping().chain(goOn)
    expect(await world.links(organization)).toHaveLength(3)
    await world.keeping().checkpoint()
    expect(await world.verify()).toMatchObject({ faults: [], waiting: 0 })
  })

  it('may be added to by the system alone, and changed by neither role', async () => {
    await world.write(v4(), 1)
    await world.keeping().chain(goOn)
    const { asRole } = world
    const denied = { code: '42501' }
    for (const text of ['select * from audit_link', 'select * from audit_pending', 'select * from audit_retention']) {
      await expect(asRole('groundwork_app', text), text).rejects.toMatchObject(denied)
    }
    for (const text of [
      'update audit_link set position = 9',
      'delete from audit_link',
      'truncate audit_link',
      'update audit_pending set entry_created_at = now()',
      'delete from audit_retention',
      'select * from audit_entry_default',
      'delete from audit_entry_default',
      `select make_audit_partition('2010-01-01')`,
    ]) {
      await expect(asRole('groundwork_system', text), text).rejects.toMatchObject(denied)
    }
    await expect(asRole('groundwork_app', 'select ensure_audit_partitions(1)')).rejects.toMatchObject(denied)
    await asRole('groundwork_system', 'select ensure_audit_partitions(30)')
  })
})

describe('tampering', () => {
  const chained = async () => {
    const [organization, other] = [v4(), v4()]
    await world.write(organization, 6)
    await world.write(other, 3)
    await world.keeping().chain(goOn)
    await world.keeping().checkpoint()
    expect(await world.verify()).toMatchObject({ faults: [], checkpointFaults: [] })
    const links = await world.links(organization)
    return { organization, other, links, entry: (position: number) => links[position - 1]?.entry ?? '' }
  }

  it('with any column of an entry is told by its row, and no more once it is put back', async () => {
    const { organization, entry } = await chained()
    await world.sql('create table kept as select * from audit_entry where id = $1', [entry(3)])
    const changes = {
      object_repr: `'nothing to see'`,
      changes: `'{"name": {"old": 1, "new": 2}}'`,
      context: `'{"ip": "10.0.0.1"}'`,
      actor_label: `'somebody else'`,
      user_id: 'gen_random_uuid()',
      api_key_id: 'gen_random_uuid()',
      action_type: `'LOGOUT'`,
      resource: `'other'`,
      object_id: `'7'`,
    }
    for (const [column, value] of Object.entries(changes)) {
      await world.sql(`update audit_entry set ${column} = ${value} where id = $1`, [entry(3)])
      expect((await world.verify()).faults, column).toEqual([
        { chain: organization, position: 3, entry: entry(3), what: 'the entry was changed' },
      ])
      await world.sql(`update audit_entry e set ${column} = kept.${column} from kept where e.id = kept.id`)
      expect((await world.verify()).faults, column).toEqual([])
    }
  })

  it('with the time or the organization of an entry is told', async () => {
    const { organization, entry } = await chained()
    await world.sql(`update audit_entry set created_at = created_at - interval '1 hour' where id = $1`, [entry(2)])
    const bad = { chain: organization, position: 2, entry: entry(2) }
    expect((await world.verify()).faults[0]).toMatchObject(bad)
    await world.sql(
      `update audit_entry set created_at = created_at + interval '1 hour', organization_id = null where id = $1`,
      [entry(2)],
    )
    expect((await world.verify()).faults[0]).toMatchObject(bad)
  })

  it('by deleting an entry is told, with and without its link', async () => {
    const { organization, entry } = await chained()
    await world.sql('delete from audit_entry where id = $1', [entry(4)])
    expect((await world.verify()).faults).toMatchObject([
      { chain: organization, position: 4, entry: entry(4), what: expect.stringContaining('deleted') },
    ])
    await world.sql('delete from audit_link where entry_id = $1', [entry(4)])
    expect((await world.verify()).faults).toMatchObject([
      { chain: organization, position: 5, entry: entry(5), what: expect.stringContaining('position 4 is missing') },
    ])
  })

  it('by inserting an entry beside the chain is told', async () => {
    const { organization } = await chained()
    const id = v7()
    await world.sql(
      `insert into audit_entry (id, organization_id, actor_label, action_type, resource, object_repr)
       values ($1, $2, 'eve', 'VIEW', 'test', 'forged')`,
      [id, organization],
    )
    expect((await world.verify()).faults).toMatchObject([
      { chain: organization, entry: id, what: expect.stringContaining('inserted') },
    ])
  })

  it('by slipping in an entry of the past is told, though the sequencer took it', async () => {
    const { organization } = await chained()
    await world.sql(
      `with entry as (
         insert into audit_entry (id, organization_id, actor_label, action_type, resource, object_repr, created_at)
         values (gen_random_uuid(), $1, 'eve', 'VIEW', 'test', 'forged', now() - interval '2 days') returning id, created_at
       ) insert into audit_pending select id, created_at from entry`,
      [organization],
    )
    await world.keeping().chain(goOn)
    expect((await world.verify()).faults).toMatchObject([
      { chain: organization, position: 7, what: expect.stringContaining('inserted later') },
    ])
  })

  it('by changing the order is told', async () => {
    const { organization, entry } = await chained()
    await world.sql('update audit_link set position = -1 where entry_id = $1', [entry(2)])
    await world.sql('update audit_link set position = 2 where entry_id = $1', [entry(3)])
    await world.sql('update audit_link set position = 3 where entry_id = $1', [entry(2)])
    expect((await world.verify()).faults).toMatchObject([
      { chain: organization, position: 2, entry: entry(3), what: expect.stringContaining('does not follow') },
    ])
  })

  it('by cutting off the end of a chain is told by the checkpoint', async () => {
    const { organization, links } = await chained()
    const cut = links.slice(4).map(({ entry }) => entry)
    await world.sql('delete from audit_entry where id = any($1)', [cut])
    await world.sql('delete from audit_link where entry_id = any($1)', [cut])
    expect((await world.verify()).faults).toMatchObject([
      { chain: organization, position: 5, what: expect.stringContaining('saw position 6') },
    ])
  })

  it('by truncating everything is told for every chain', async () => {
    const { organization, other } = await chained()
    await world.sql('truncate audit_entry')
    expect((await world.verify()).faults.map(({ chain, position }) => [chain, position])).toEqual(
      expect.arrayContaining([
        [organization, 1],
        [other, 1],
      ]),
    )
    await world.sql('truncate audit_link, audit_pending')
    const { faults } = await world.verify()
    expect(faults.map(({ chain }) => chain)).toEqual(expect.arrayContaining([organization, other]))
    expect(faults[0]?.what).toContain('the end of the chain is gone')
  })

  it('by dropping a month that nobody announced is told, also with a forged record of it', async () => {
    const { organization } = await chained()
    const partition = `audit_entry_${new Date().toISOString().slice(0, 7).replace('-', '_')}`
    await world.sql(`drop table ${partition}`)
    await world.sql(
      `insert into audit_retention (partition, starts_at, ends_at, entries, heads) values ($1, now() - interval '1 month', now(), 6, '{}')`,
      [partition],
    )
    expect((await world.verify()).faults).toContainEqual(expect.objectContaining({ chain: organization, position: 1 }))
  })

  it('by rewriting a whole chain, each link right, is told by the checkpoint', async () => {
    const { organization, entry } = await chained()
    await world.sql(`update audit_entry set object_repr = 'rewritten' where id = $1`, [entry(3)])
    await world.sql(
      `with gone as (delete from audit_link where chain_id = $1 returning entry_id, entry_created_at)
       insert into audit_pending select * from gone`,
      [organization],
    )
    await world.keeping().chain(goOn)
    expect((await world.verify()).faults).toMatchObject([
      { chain: organization, position: 6, what: expect.stringContaining('rewritten') },
    ])
  })

  it('by taking an entry away before it had its place is told', async () => {
    await chained()
    await world.write(null, 1)
    const [gone] = await world.sql<{ id: string }>(
      'delete from audit_entry where id = (select entry_id from audit_pending limit 1) returning id',
    )
    expect((await world.verify()).faults).toMatchObject([
      { entry: gone?.id, what: expect.stringContaining('deleted before') },
    ])
  })

  it('with a checkpoint is told: forged, of another key, changed or taken out', async () => {
    await chained()
    await world.write(v4(), 1)
    await world.keeping().chain(goOn)
    await world.keeping({ secret: 'another secret that is long enough' }).checkpoint()
    expect((await world.verify()).checkpointFaults).toMatchObject([expect.stringMatching(/line 2: .*not signed/)])

    const [first = ''] = await world.checkpointLines()
    await world.writeCheckpointLines([first])
    await world.keeping().checkpoint()
    await world.write(v4(), 1)
    await world.keeping().chain(goOn)
    await world.keeping().checkpoint()
    expect((await world.verify()).checkpointFaults).toEqual([])

    const [, second = '', third = ''] = await world.checkpointLines()
    await world.writeCheckpointLines([first.replace('[6,', '[5,'), second, third])
    expect((await world.verify()).checkpointFaults[0]).toMatch(/line 1: .*not signed/)
    await world.writeCheckpointLines([first, third])
    expect((await world.verify()).checkpointFaults[0]).toMatch(/line 2: the checkpoint before this one/)
    await world.writeCheckpointLines([])
    expect((await world.verify()).checkpointFaults[0]).toContain('there is no checkpoint')
  })
})

describe('a clock that was put back', () => {
  it('is told, and hides nothing that was done to what came after', async () => {
    const organization = v4()
    await world.write(organization, 1)
    await world.sql(`update audit_entry set created_at = created_at + interval '3 hours' where organization_id = $1`, [
      organization,
    ])
    await world.sql(
      `update audit_pending p set entry_created_at = e.created_at from audit_entry e where e.id = p.entry_id`,
    )
    await world.write(organization, 3)
    await world.keeping().chain(goOn)
    const [, , third] = await world.links(organization)
    await world.sql(`update audit_entry set object_repr = 'eve' where id = $1`, [third?.entry])
    expect((await world.verify()).faults).toMatchObject([
      { chain: organization, position: 2, what: expect.stringContaining('dated long before') },
      { chain: organization, position: 3, what: 'the entry was changed' },
    ])
  })
})

describe('a checkpoint', () => {
  it('finds the line before however long that is, and cuts off what a crash left behind it', async () => {
    const keeping = world.keeping({ checkpointEntries: 1 })
    await world.write(v4(), 1)
    await keeping.chain(goOn)
    await keeping.checkpoint()
    const many = Array.from({ length: 900 }, () => v4())
    for (const organization of many) await world.write(organization, 1)
    await keeping.chain(goOn)
    await keeping.checkpoint()
    const lines = await world.checkpointLines()
    expect(lines.at(-1)?.length).toBeGreaterThan(65_536)
    await world.writeCheckpointLines([...lines, '{"kind":"checkpoint","half'])
    await world.cutLastLineEnd()
    await world.write(null, 1)
    await keeping.chain(goOn)
    await keeping.checkpoint()
    expect(await world.checkpointLines()).toHaveLength(lines.length + 1)
    expect(await world.verify()).toMatchObject({ faults: [], checkpointFaults: [] })
  })

  it('is written at once, then every minute, and sooner after many entries', async () => {
    const organization = v4()
    const keeping = world.keeping({ checkpointEntries: 5 })
    const step = async (count: number) => {
      await world.write(organization, count)
      await keeping.chain(goOn)
      await keeping.checkpoint()
      return (await world.checkpointLines()).length
    }
    expect(await step(1)).toBe(1)
    expect(await step(1)).toBe(1)
    expect(await step(4)).toBe(2)
    expect(await step(1)).toBe(2)
    world.wait(1.1)
    expect(await step(0)).toBe(3)
    const last = JSON.parse((await world.checkpointLines()).at(-1) ?? '')
    expect(last.heads).toEqual({ [organization]: [7, expect.stringMatching(/^[\da-f]{64}$/)] })
    expect(await world.verify()).toMatchObject({ faults: [], checkpointFaults: [], checkpoints: 3 })
  })

  it('stands behind the one before it, also when the clock was put back by a month', async () => {
    const keeping = world.keeping({ checkpointEntries: 1 })
    for (const minutes of [0, 40 * 24 * 60, -40 * 24 * 60, 0]) {
      world.wait(minutes)
      await world.write(v4(), 1)
      await keeping.chain(goOn)
      await keeping.checkpoint()
    }
    expect(await world.verify()).toMatchObject({ faults: [], checkpointFaults: [], checkpoints: 4 })
  })

  it('goes on after one that a crash cut off in the middle', async () => {
    await world.write(v4(), 1)
    await world.keeping().chain(goOn)
    await world.keeping().checkpoint()
    const [name = ''] = await readdir(world.directory)
    await appendFile(join(world.directory, name), '{"kind":"checkpoint","at":"20')
    expect((await world.verify()).checkpointFaults).toEqual([])
    await world.keeping().checkpoint()
    expect(await world.verify()).toMatchObject({ checkpointFaults: [], checkpoints: 2 })
  })

  it('of so many chains that its line is long stands behind one as long', async () => {
    const place = { directory: world.directory, key: deriveKeys('a secret that is long enough for it').auditCheckpoint }
    const heads = Object.fromEntries(Array.from({ length: 1500 }, () => [v4(), [1, '0'.repeat(64)] as const]))
    const at = new Date().toISOString()
    for (const _ of [1, 2, 3]) await appendCheckpoint(place, { kind: 'checkpoint', at, heads })
    expect(await readCheckpoints(place)).toMatchObject({ faults: [], lines: { length: 3 } })
  })
})

describe('retention', () => {
  it('drops whole months that are old enough, records where each chain stood, and the chain still holds', async () => {
    const organization = v4()
    await world.writeThen(organization, '2015-03', 3)
    await world.writeThen(organization, '2015-04', 1)
    await world.keeping().chain(goOn)
    await world.write(organization, 2)
    await world.keeping().chain(goOn)
    await world.keeping().checkpoint()
    await world.keeping().keepMonths(goOn)
    const records = await world.sql<{ partition: string; entries: string; heads: object }>(
      'select partition, entries, heads from audit_retention order by partition',
    )
    expect(records).toMatchObject([
      { partition: 'audit_entry_2015_03', heads: { [organization]: { position: 3 } } },
      { partition: 'audit_entry_2015_04', heads: { [organization]: { position: 4 } } },
    ])
    expect(records.map(({ entries }) => Number(entries))).toEqual([3, 1])
    const [left] = await world.sql<{ count: string }>('select count(*) from audit_entry where organization_id = $1', [
      organization,
    ])
    expect(Number(left?.count)).toBe(2)
    expect(await world.verify()).toMatchObject({ faults: [], checkpointFaults: [] })
    await world.sql(`update audit_link set digest = sha256('x') where chain_id = $1 and position = 2`, [organization])
    expect((await world.verify()).faults).toMatchObject([{ position: 2 }])
  })

  it.each([
    ['younger than the years given', `drop_audit_partition((now() - interval '2 years')::date, 7)`],
    ['younger than a year, whatever is given', `drop_audit_partition(now()::date, 0)`],
    ['of which entries wait for their place', `drop_audit_partition('2015-03-01', 7)`],
  ])('refuses a month %s', async (_, call) => {
    await world.writeThen(v4(), '2015-03', 1)
    const attempt = world.database.withUnitOfWork(system, (work) => work.query(`select ${call}`))
    await expect(attempt).rejects.toThrow()
    expect(await world.sql('select 1 from audit_retention')).toEqual([])
  })
})
