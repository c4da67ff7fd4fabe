import { Readable } from 'node:stream'
import { ContainerClient, StorageSharedKeyCredential } from '@azure/storage-blob'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AzureOptions, AzureProvider } from '../src/azure-provider.ts'
import type { StorageProvider } from '../src/index.ts'
import { type Azurite, startAzurite } from './azurite.ts'
import { misconfiguredBucket, presignedDownloads } from './bucket-contract.ts'
import { FaultProxy } from './fault-proxy.ts'
import { flatMemory } from './flat-memory.ts'
import { partsContract } from './parts-contract.ts'
import { providerContract } from './provider-contract.ts'
import { chunksOf, MIB, newKey, sha256Of, textBody, textOf } from './sample-bytes.ts'

describe('Azure provider on Azurite', { timeout: 60_000 }, () => {
  let server: Azurite
  let container: ContainerClient
  beforeAll(async () => {
    server = await startAzurite()
    const credential = new StorageSharedKeyCredential(server.account, server.accountKey)
    container = new ContainerClient(`${server.endpoint}/groundwork`, credential)
    await container.create()
  })
  afterAll(() => server?.stop())

  const open = (change: Partial<AzureOptions> = {}) =>
    new AzureProvider({ container: 'groundwork', partBytes: 5 * MIB, limits: { attempts: 2 }, ...server, ...change })

  /** Objects without bytes committed to them, of which there are only blocks. */
  const leftovers = async () => {
    const keys = new Set<string>()
    for await (const { name } of container.listBlobsFlat({ includeUncommitedBlobs: true })) keys.add(name)
    for await (const { name } of container.listBlobsFlat()) keys.delete(name)
    return [...keys]
  }
  const store = async () => {
    const provider = open()
    return { provider, leftovers, close: () => provider.close() }
  }
  providerContract(store)
  describe('in parts', () => partsContract(store))

  presignedDownloads({ open, expiry: 'se' })

  flatMemory(store)

  describe('when the store has trouble', () => {
    let proxy: FaultProxy
    let provider: AzureProvider
    beforeAll(async () => {
      proxy = await FaultProxy.before(server.endpoint)
      provider = open({ endpoint: proxy.endpoint, limits: { attempts: 3, answerMs: 1000 } })
    })
    afterAll(() => proxy.stop())

    const { signal } = new AbortController()
    const put = (key = newKey(), body = textBody('hello')) =>
      provider.put(key, body, { contentType: 'text/plain', signal })

    it.each([
      ['a busy server', { status: 503 }],
      ['too many requests', { status: 429 }],
      ['an answer that never comes', 'hang'],
      ['an answer that is lost', 'lost'],
    ] as const)('repeats a put that met %s', async (_, fault) => {
      const key = newKey()
      proxy.inject(fault)
      expect(await put(key)).toMatchObject({ bytes: 5 })
      expect(proxy.count).toBe(2)
      expect(await textOf(await provider.open(key))).toBe('hello')
    })

    it('waits as long as the store says before it comes again', async () => {
      proxy.inject({ status: 503, retryAfter: 1 })
      const started = performance.now()
      await put()
      expect(performance.now() - started).toBeGreaterThanOrEqual(990)
    })

    it('repeats a block, and has the object whole', async () => {
      const key = newKey()
      proxy.inject({ status: 503 }, 'lost', { status: 500 })
      await put(key, Readable.from(chunksOf(12 * MIB)))
      expect(await sha256Of(await provider.open(key))).toBe(await sha256Of(chunksOf(12 * MIB)))
    })

    it.each([{ status: 503 }, 'hang'] as const)('gives up as unavailable when %j goes on', async (fault) => {
      proxy.inject(fault, fault, fault)
      await expect(put()).rejects.toMatchObject({ code: 'unavailable' })
      expect(proxy.count).toBe(3)
      proxy.inject(fault, fault, fault)
      await expect(provider.head(newKey())).rejects.toMatchObject({ code: 'unavailable' })
    })

    it('fails a download that is cut off instead of ending it early', async () => {
      const key = newKey()
      await put(key)
      proxy.inject('cut')
      await expect(provider.open(key).then(textOf)).rejects.toThrow()
    })
  })

  it('signs nothing that takes bytes: Azure would take any block of any length', () => {
    const provider: StorageProvider = open()
    expect([provider.presignPart, provider.presignPut]).toEqual([undefined, undefined])
  })

  const misconfigured = {
    'a wrong key': () => open({ accountKey: Buffer.from('wrong').toString('base64') }),
    'a missing container': () => open({ container: 'missing' }),
  }
  misconfiguredBucket(misconfigured, { sweeps: false })
})
