import { Readable } from 'node:stream'
import type { AuditRecord, WorkContext } from '@groundwork/db'
import { DomainError, type Grant, type Principal } from '@groundwork/domain'
import { expect, it, vi } from 'vitest'
import { whileAllowed, whileAllowedAnywhere } from './while-allowed.ts'

const gone = new DomainError('unauthenticated', 'This session has ended')

type Services = Parameters<typeof whileAllowed>[0]

function scene(fails?: Error) {
  const told: AuditRecord[] = []
  const error = vi.fn()
  const work = { record: (entry: AuditRecord) => told.push(entry), emit: () => '' }
  const database = {
    withUnitOfWork: async (_: WorkContext, use: (one: typeof work) => Promise<unknown>) => {
      if (fails) throw fails
      return use(work)
    },
  }
  return { told, error, services: { database, log: { error, warn: vi.fn() } } as unknown as Services }
}

const [home, away] = ['home', 'away']
const may = (organization: string, action: string) => {
  const grants: Grant[] = [{ resource: 'file', action }]
  return { organization, role: 'one', attributes: {}, grants }
}

/** Whose right is lost when it is asked about. */
const losing = (actor: Partial<Principal>): WorkContext => ({
  actor: { kind: 'user', userId: 'ada', username: 'ada', isSuperuser: false, memberships: [], ...actor },
  renew: () => Promise.reject(gone),
})

it('says why, also where that cannot be written down', async () => {
  const { services, error } = scene(new Error('The database is away'))
  const watched = { organization: home, fileName: 'a.txt', judge: async () => undefined }
  const attempt = whileAllowed(services, losing({}), watched, (right) => right.confirm())
  await expect(attempt).rejects.toBe(gone)
  expect(error).toHaveBeenCalledOnce()
})

it.each<[whose: string, actor: Partial<Principal>, organization: string | null]>([
  ['who adds files in one', { memberships: [may(home, 'add')] }, home],
  ['who adds in one and replaces in another', { memberships: [may(home, 'add'), may(away, 'change')] }, null],
  ['of one who may everywhere', { isSuperuser: true, memberships: [may(home, 'add')] }, null],
])('tells of a form that says later where it goes, %s', async (_, actor, organization) => {
  const { services, told } = scene()
  const watched = { stream: Readable.from([]), fileName: 'a.txt' }
  await expect(whileAllowedAnywhere(services, losing(actor), watched, (right) => right.confirm())).rejects.toBe(gone)
  expect(told).toMatchObject([{ action: 'UPLOAD', organization, objectRepr: 'a.txt' }])
})
