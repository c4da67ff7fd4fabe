import { randomUUID } from 'node:crypto'
import {
  type FileHandle,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { partsContract, sweepContract } from '../test/parts-contract.ts'
import { providerContract } from '../test/provider-contract.ts'
import { chunksOf, MIB, newKey, textBody, textOf } from '../test/sample-bytes.ts'
import { LocalProvider } from './local-provider.ts'
import type { StorageKey } from './storage-provider.ts'

const { signal } = new AbortController()
const put = (provider: LocalProvider, key: StorageKey, body: Readable, ifAbsent = false) =>
  provider.put(key, body, { contentType: 'text/plain', signal, ifAbsent })

const newDirectory = () => mkdtemp(join(tmpdir(), 'groundwork-storage-'))

describe('local provider', { timeout: 30_000 }, () => {
  const store = async () => {
    const directory = await newDirectory()
    return {
      provider: await LocalProvider.open({ directory }),
      leftovers: async () => [
        ...(await readdir(join(directory, '.tmp'))),
        ...(await readdir(join(directory, '.parts'))),
      ],
      close: () => rm(directory, { recursive: true }),
    }
  }
  providerContract(store)
  describe('in parts', () => partsContract(store))
  sweepContract(store)
})

describe('local provider on its disk', { timeout: 30_000 }, () => {
  let directory: string
  let provider: LocalProvider
  beforeEach(async () => {
    directory = await realpath(await newDirectory())
    provider = await LocalProvider.open({ directory })
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await rm(directory, { recursive: true })
  })

  const onDisk = (key: StorageKey) => join(directory, key)
  const temporary = () => readdir(join(directory, '.tmp'))

  it('keeps objects where their key says, readable by this account only', async () => {
    const key = newKey()
    await put(provider, key, textBody('private'))
    expect(await readFile(onDisk(key), 'utf8')).toBe('private')
    expect((await stat(onDisk(key))).mode & 0o777).toBe(0o600)
    expect((await stat(dirname(onDisk(key)))).mode & 0o777).toBe(0o700)
  })

  it('finds everything again after a restart', async () => {
    const key = newKey()
    const stored = await put(provider, key, textBody('still here'))
    const restarted = await LocalProvider.open({ directory })
    expect(await restarted.head(key)).toMatchObject(stored)
  })

  it('lets a reader finish the bytes it opened when the object is replaced or removed', async () => {
    const key = newKey()
    await put(provider, key, textBody('before'))
    const [first, second] = [await provider.open(key), await provider.open(key)]
    await put(provider, key, textBody('after'))
    expect(await textOf(first)).toBe('before')
    await provider.remove([key])
    expect(await textOf(second)).toBe('before')
  })

  it('lets one of two writers win a key that must be absent', async () => {
    const key = newKey()
    const attempts = ['one', 'two'].map((text) => put(provider, key, textBody(text), true))
    const outcomes = await Promise.allSettled(attempts)
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await temporary()).toEqual([])
  })

  it('keeps a new file when its last neighbour is removed at the same moment', async () => {
    const organization = randomUUID()
    for (let round = 0; round < 50; round += 1) {
      const [old, fresh] = [newKey({ organization }), newKey({ organization })]
      await put(provider, old, textBody('old'))
      await Promise.all([provider.remove([old]), put(provider, fresh, textBody('fresh'))])
      expect(await textOf(await provider.open(fresh))).toBe('fresh')
      await provider.remove([fresh])
    }
  })

  it('takes empty directories away with the last object, but never the root', async () => {
    const [key, neighbour] = [newKey(), newKey()]
    await put(provider, key, textBody('x'))
    await put(provider, neighbour, textBody('y'))
    await provider.remove([key])
    expect((await readdir(directory)).sort()).toEqual(['.parts', '.tmp', neighbour.split('/')[0]].sort())
    await provider.remove([neighbour])
    expect((await readdir(directory)).sort()).toEqual(['.parts', '.tmp'])
  })

  it('lists nothing that is not an object', async () => {
    const key = newKey()
    await put(provider, key, textBody('x'))
    await writeFile(`${onDisk(key)}~`, 'a backup made by an editor')
    await mkdir(join(directory, 'lost+found'))
    await symlink(onDisk(key), join(dirname(onDisk(key)), '20260126_153045_0123456789ab_link.txt'))
    const keys = []
    for await (const object of provider.list('')) keys.push(object.key)
    expect(keys).toEqual([key])
  })

  describe('does not leave its directory', () => {
    const forged = [
      '../outside',
      '/etc/passwd',
      `${randomUUID()}/../../etc/passwd`,
      '.tmp/x',
      '',
      'a\0b',
    ] as StorageKey[]

    it.each(forged)('for the forged key %j', async (key) => {
      const body = textBody('x')
      await expect(put(provider, key, body)).rejects.toMatchObject({ code: 'refused' })
      expect(body.destroyed).toBe(true)
      await expect(provider.open(key)).rejects.toMatchObject({ code: 'refused' })
      await expect(provider.head(key)).rejects.toMatchObject({ code: 'refused' })
      await expect(provider.copy(key, newKey())).rejects.toMatchObject({ code: 'refused' })
      await expect(provider.remove([key])).rejects.toMatchObject({ code: 'refused' })
    })

    it.each(['organization', 'system', 'objectType', 'objectId'])(
      'through a link in place of the %s',
      async (level) => {
        const key = newKey()
        await put(provider, key, textBody('moved elsewhere'))
        const depth = ['organization', 'system', 'objectType', 'objectId'].indexOf(level) + 1
        const linked = join(directory, ...key.split('/').slice(0, depth))
        const outside = await newDirectory()
        await rename(linked, join(outside, 'moved'))
        await symlink(join(outside, 'moved'), linked)

        await expect(provider.open(key)).rejects.toMatchObject({ code: 'refused' })
        await expect(provider.head(key)).rejects.toMatchObject({ code: 'refused' })
        await expect(provider.copy(key, newKey())).rejects.toMatchObject({ code: 'refused' })
        await expect(provider.remove([key])).rejects.toMatchObject({ code: 'refused' })
        const beside = key.replace(/_[^_]+$/, '_other.pdf') as StorageKey
        await expect(put(provider, beside, textBody('x'))).rejects.toMatchObject({ code: 'refused' })
        await expect(put(provider, key, textBody('x'), true)).rejects.toMatchObject({ code: 'refused' })
        expect(await temporary()).toEqual([])
        await rm(outside, { recursive: true })
      },
    )

    it('through a link in place of the file', async () => {
      const [key, target] = [newKey(), newKey()]
      await put(provider, target, textBody('secret'))
      await mkdir(dirname(onDisk(key)), { recursive: true })
      await symlink(onDisk(target), onDisk(key))

      await expect(provider.open(key)).rejects.toMatchObject({ code: 'refused' })
      await expect(provider.head(key)).rejects.toMatchObject({ code: 'refused' })
      await expect(provider.copy(key, newKey())).rejects.toMatchObject({ code: 'refused' })
      await expect(put(provider, key, textBody('x'), true)).rejects.toMatchObject({ code: 'exists' })

      await put(provider, key, textBody('replaces the link, not its target'))
      expect(await textOf(await provider.open(target))).toBe('secret')
      await provider.remove([key])
      expect(await textOf(await provider.open(target))).toBe('secret')
    })
  })

  const handlePrototype = async (): Promise<FileHandle> => {
    const handle = await open(directory, 'r')
    await handle.close()
    return Object.getPrototypeOf(handle)
  }

  const writesOfHandles = async () => vi.spyOn(await handlePrototype(), 'write')

  describe('when the disk has trouble', () => {
    /** Makes one method of every file handle fail as the kernel would. */
    const failing = async (method: 'writev' | 'sync' | 'datasync', code: string) => {
      return vi.spyOn(await handlePrototype(), method).mockRejectedValueOnce(Object.assign(new Error(code), { code }))
    }

    it.each([
      ['is full', 'writev', 'ENOSPC'],
      ['is over quota', 'writev', 'EDQUOT'],
      ['fails to write', 'writev', 'EIO'],
      ['fails to sync', 'sync', 'EIO'],
      ['fails to write back what was written before', 'datasync', 'EIO'],
    ] as const)('leaves nothing when it %s', async (_, method, code) => {
      const key = newKey()
      const body = Readable.from(chunksOf(70 * MIB))
      await failing(method, code)
      await expect(put(provider, key, body)).rejects.toMatchObject({ code: 'unavailable', cause: { code } })
      expect(body.destroyed).toBe(true)
      expect(await provider.head(key)).toBeNull()
      expect(await temporary()).toEqual([])
    })

    it('leaves nothing when it takes only a part of a write', async () => {
      const key = newKey()
      const spy = await failing('writev', 'never')
      spy.mockReset().mockResolvedValueOnce({ bytesWritten: 1, buffers: [] })
      await expect(put(provider, key, textBody('hello'))).rejects.toMatchObject({ code: 'unavailable' })
      expect(await provider.head(key)).toBeNull()
    })

    it('refuses a part of which it takes only the beginning', async () => {
      const upload = await provider.beginParts(newKey(), { contentType: 'text/plain', partBytes: MIB })
      const writes = await writesOfHandles()
      writes.mockResolvedValueOnce({ bytesWritten: 1, buffer: '' })
      const sent = provider.putPart(upload, 1, Buffer.alloc(MIB), { bytes: MIB, signal })
      await expect(sent).rejects.toMatchObject({ code: 'unavailable' })
    })

    it.each([
      ['is gone', () => rename(directory, `${directory}-unmounted`)],
      ['is an empty mount point', () => rename(directory, `${directory}-unmounted`).then(() => mkdir(directory))],
    ])('is unavailable, and calls no object missing, while the directory %s', async (_, unmount) => {
      const key = newKey()
      await put(provider, key, textBody('safe'))
      await unmount()
      const operations = [
        () => provider.probe(),
        () => put(provider, newKey(), textBody('x')),
        () => provider.open(key),
        () => provider.head(key),
        () => provider.copy(key, newKey()),
        () => provider.remove([key]),
        () => provider.list('').next(),
        () => provider.sweepTemp(0),
        () => provider.sweepParts(0),
        () => provider.beginParts(newKey(), { contentType: 'text/plain', partBytes: 1 }),
      ]
      for (const operate of operations) await expect(operate()).rejects.toMatchObject({ code: 'unavailable' })
      await rm(directory, { recursive: true, force: true })
      await rename(`${directory}-unmounted`, directory)
      expect(await textOf(await provider.open(key))).toBe('safe')
    })
  })

  it('keeps the beginning of a large file in the page cache, writes the rest past it, and loses none', async () => {
    const key = newKey()
    const bytes = await buffer(chunksOf(35 * MIB + 1))
    const prototype = await handlePrototype()
    const [cached, direct] = [vi.spyOn(prototype, 'writev'), vi.spyOn(prototype, 'write')]
    const chunks = Array.from({ length: 36 }, (_, at) => bytes.subarray(at * MIB, (at + 1) * MIB))
    await put(provider, key, Readable.from(chunks))
    expect(cached).toHaveBeenCalledTimes(32)
    expect(direct.mock.calls.map(([, , length]) => length)).toEqual([MIB, MIB, MIB, 1])
    direct.mockRestore()
    expect(bytes.equals(await buffer(await provider.open(key)))).toBe(true)
  })

  it('leaves nothing of a large file whose rest the disk does not take', async () => {
    const key = newKey()
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
    vi.spyOn(await handlePrototype(), 'write').mockRejectedValueOnce(full)
    const stored = put(provider, key, Readable.from(chunksOf(40 * MIB)))
    await expect(stored).rejects.toMatchObject({ code: 'unavailable', cause: full })
    expect(await provider.head(key)).toBeNull()
    expect(await temporary()).toEqual([])
  })

  it('writes a part in pieces that a kernel takes easily, and loses none', async () => {
    const bytes = await buffer(chunksOf(MIB + 1))
    const key = newKey()
    const upload = await provider.beginParts(key, { contentType: 'text/plain', partBytes: bytes.length })
    const writes = await writesOfHandles()
    const part = await provider.putPart(upload, 1, bytes, { bytes: bytes.length, signal })
    expect(Math.max(...writes.mock.calls.map(([, , length]) => Number(length)))).toBe(MIB / 4)
    writes.mockRestore()
    await provider.completeParts(upload, [part])
    expect(bytes.equals(await buffer(await provider.open(key)))).toBe(true)
  })

  it('does not take one writing of a part for another, though both are the same bytes', async () => {
    const upload = await provider.beginParts(newKey(), { contentType: 'text/plain', partBytes: MIB })
    const send = () => provider.putPart(upload, 1, Buffer.alloc(MIB), { bytes: MIB, signal })
    const [first, second] = [await send(), await send()]
    await expect(provider.completeParts(upload, [first])).rejects.toMatchObject({ code: 'refused', part: 1 })
    expect(await provider.completeParts(upload, [second])).toMatchObject({ bytes: MIB })
  })

  it('sweeps what a killed process left behind, not what is being written', async () => {
    await writeFile(join(directory, '.tmp', randomUUID()), 'half a file')
    expect(await provider.sweepTemp(60_000)).toBe(0)
    expect(await temporary()).toHaveLength(1)
    expect(await provider.sweepTemp(-1)).toBe(1)
    expect(await temporary()).toEqual([])
  })

  it('says so when its directory cannot be made', async () => {
    await writeFile(join(directory, 'file'), '')
    const attempt = LocalProvider.open({ directory: join(directory, 'file', 'below') })
    await expect(attempt).rejects.toMatchObject({ name: 'StorageError' })
  })
})
