import { buffer } from 'node:stream/consumers'
import type { JsonObject } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDownload, type Scanner, type ScanVerdict, updateStoragePolicy } from '../src/file/index.ts'
import { createFileWorld, type FileWorld, nothingLeft, pixel, textOf } from './file-world.ts'

let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

/** Somebody in an organization with these rules. */
async function memberUnder(rules: JsonObject) {
  const { organization, context } = await world.member('owner')
  await updateStoragePolicy(world.services, context, { organization, rules })
  return { organization, context }
}

/** A scanner that has one answer to everything, and tells what it was allowed. */
function scannerThatSays(verdict: ScanVerdict) {
  const state = { mayLeave: false }
  const scanner: Scanner = {
    engine: 'virustotal',
    signatures: async () => 'today',
    probe: async () => undefined,
    scan: async (subject) => {
      state.mayLeave = subject.mayLeave
      await buffer(await subject.open())
      return verdict
    },
  }
  return { scanner, state }
}

const encrypted = { kind: 'unscannable', reason: 'it is encrypted', cause: 'encrypted' } as const

describe('what an organization refuses', () => {
  it.each([
    ['more bytes of a kind', { maxBytes: { text: 99 } }, { code: 'too_large', reason: 'too_large' }],
    ['an extension', { blockedExtensions: ['txt'] }, { code: 'unsupported_type', reason: 'extension_blocked' }],
    ['all but some types', { allowedTypes: ['image/png'] }, { code: 'unsupported_type', reason: 'type_not_allowed' }],
  ])('is refused to it at the door: %s', async (_, rules, problem) => {
    const { organization, context } = await memberUnder(rules)
    const upload = world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(100) })
    await expect(upload).rejects.toMatchObject(problem)
    expect(await world.traces(organization)).toEqual(nothingLeft)
  })

  it('may be the size of pictures, by their own word and before anything is decoded', async () => {
    const { organization, context } = await memberUnder({ scanLimits: { imagePixels: 4_000_000_000 - 1 } })
    const large = Buffer.from(pixel)
    large.writeUInt32BE(40_000, 16)
    large.writeUInt32BE(100_000, 20)
    const upload = (bytes: Buffer) => world.upload(context, { organization, fileName: 'a.png', bytes })
    await expect(upload(large)).rejects.toMatchObject({ code: 'too_large', reason: 'too_many_pixels' })
    expect(await world.traces(organization)).toEqual(nothingLeft)
    await expect(upload(pixel)).resolves.toMatchObject({ status: 'stored' })
  })

  it('holds for a next version and a new name as well', async () => {
    const { organization, context } = await memberUnder({ blockedExtensions: ['md'] })
    const { id } = await world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(10) })
    await world.scan(organization, id)
    const replacing = world.upload(context, { organization, fileName: 'a.md', bytes: textOf(11), replaces: id })
    await expect(replacing).rejects.toMatchObject({ reason: 'extension_blocked' })
  })
})

describe('what could not be scanned whole', () => {
  const scanned = async (rules: JsonObject, verdict: ScanVerdict) => {
    const { organization, context } = await memberUnder(rules)
    const { scanner, state } = scannerThatSays(verdict)
    const { id } = await world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(10) })
    await world.scan(organization, id, { scanner })
    const [row] = await world.sql<{ status: string; reason: string | null }>(
      'select status, status_reason as reason from file where id = $1',
      [id],
    )
    return { id, context, state, ...row }
  }

  it('is refused unless the organization says otherwise', async () => {
    const { status, id, context } = await scanned({}, encrypted)
    expect(status).toBe('unscannable')
    await expect(openDownload(world.services, context, { file: id })).rejects.toMatchObject({ reason: 'unscannable' })
  })

  it('is let through where it says so, and says so itself', async () => {
    const rules = { unscannable: { encrypted: 'allow' }, unscannableTypes: ['text/plain'] }
    const { status, reason, id, context } = await scanned(rules, encrypted)
    expect([status, reason]).toEqual(['available', expect.stringContaining('it is encrypted')])
    expect((await openDownload(world.services, context, { file: id })).status).toBe(200)
  })

  it.each([
    ['of another type', { unscannable: { encrypted: 'allow' }, unscannableTypes: ['application/pdf'] }, encrypted],
    ['for another reason', { unscannable: { tooLarge: 'allow' } }, encrypted],
    [
      'when it was made to do harm',
      { unscannable: { encrypted: 'allow', tooLarge: 'allow', error: 'allow' } },
      { ...encrypted, cause: null },
    ],
  ])('is refused all the same %s', async (_, rules, verdict) => {
    expect((await scanned(rules, verdict)).status).toBe('unscannable')
  })

  it('infected is never a matter of rules', async () => {
    const rules = { unscannable: { encrypted: 'allow', tooLarge: 'allow', error: 'allow' } }
    expect((await scanned(rules, { kind: 'infected', signature: 'Worm' })).status).toBe('quarantined')
  })
})

it('bytes are given to others only where the organization allows it', async () => {
  for (const virusTotalUploads of [true, false]) {
    const { organization, context } = await memberUnder({ virusTotalUploads })
    const { scanner, state } = scannerThatSays({ kind: 'clean' })
    const { id } = await world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(10) })
    await world.scan(organization, id, { scanner })
    expect(state.mayLeave).toBe(virusTotalUploads)
  }
})
