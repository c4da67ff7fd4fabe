import { Product, type Scope } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { asSystem } from '../work/contract.ts'
import { compileGet } from './compile-get.ts'
import { knownGet } from './known-get.ts'
import { tableOf } from './table.ts'

const within = (organization: string): Scope => ({ kind: 'within', parts: [{ organizations: [organization] }] })
const ours = '01a203ec-37a2-76c7-ac10-e51b62e9f88b'
const theirs = '01a203ec-37a2-76c7-ac10-e51b62e9f88c'
const { actor } = asSystem('test')
const plan = { table: tableOf(Product), actor, view: within(ours), action: null, withDeleted: false, lock: false }

describe('what is known of asking for a row', () => {
  it('is compiled once for a scope, and is what would be compiled for each key', () => {
    const get = knownGet(plan)
    expect(knownGet({ ...plan })).toBe(get)
    for (const keys of [['a'], ['b'], ['a', 'b']]) {
      const { text, values } = compileGet({ ...plan, keys })
      expect(get.of(keys)).toMatchObject({ text, values })
    }
  })

  it('is another one for another actor, another right and other rows', () => {
    const get = knownGet(plan)
    const others = [
      { ...plan, actor: asSystem('another').actor },
      { ...plan, view: within(theirs) },
      { ...plan, action: within(theirs) },
      { ...plan, action: within(ours) },
      { ...plan, withDeleted: true },
      { ...plan, lock: true },
    ].map(knownGet)
    expect(new Set([get, ...others]).size).toBe(7)
  })

  it('has one name for the same rights, however often they are given, and another one for others', () => {
    const { name } = knownGet(plan)
    expect(knownGet({ ...plan, view: within(ours) }).name).toBe(name)
    expect(knownGet({ ...plan, view: within(theirs) }).name).not.toBe(name)
    expect(knownGet({ ...plan, action: within(ours) }).name).not.toBe(name)
  })
})
