import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe } from 'vitest'
import { GcsProvider } from '../src/gcs-provider.ts'
import { LocalProvider } from '../src/local-provider.ts'
import { flatMemory } from './flat-memory.ts'

describe('the local disk', () => {
  flatMemory(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'groundwork-flat-'))
    const provider = await LocalProvider.open({ directory })
    return { provider, close: () => rm(directory, { recursive: true }) }
  })
})

describe('Google Cloud Storage, a fake of it', () => {
  flatMemory(async () => {
    const tsx = createRequire(import.meta.url).resolve('tsx')
    const program = join(import.meta.dirname, 'fake-gcs-server.ts')
    const server = spawn(process.execPath, ['--import', tsx, program], { stdio: ['pipe', 'pipe', 'inherit'] })
    const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string]
    const provider = new GcsProvider(JSON.parse(line))
    const close = async () => {
      await provider.close()
      const ended = once(server, 'exit')
      server.stdin.end()
      await ended
    }
    return { provider, close }
  })
})
