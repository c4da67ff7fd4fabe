import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'

const require = createRequire(import.meta.url)

/** The account every Azurite has. It is published and opens nothing else. */
const account = 'devstoreaccount1'
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

export interface Azurite {
  account: string
  accountKey: string
  endpoint: string
  stop(): Promise<void>
}

/** Starts Microsoft's emulator of Azure Blob Storage on a free loopback port, with its bytes in a directory of its own. */
export async function startAzurite(): Promise<Azurite> {
  const directory = await mkdtemp(join(tmpdir(), 'groundwork-azurite-'))
  const program = join(dirname(require.resolve('azurite/package.json')), 'dist/src/blob/main.js')
  const flags = ['--location', directory, '--blobPort', '0', '--silent', '--skipApiVersionCheck', '--disableTelemetry']
  const emulator = spawn(process.execPath, [program, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
  const kill = () => emulator.kill('SIGKILL')
  process.on('exit', kill)
  const stop = async () => {
    process.off('exit', kill)
    if (emulator.exitCode === null && emulator.kill('SIGKILL')) await once(emulator, 'exit')
    await rm(directory, { recursive: true, force: true })
  }
  return { account, accountKey, endpoint: `${await addressOf(emulator)}/${account}`, stop }
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout) {
    for await (const line of createInterface({ input: stdout })) {
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? []
      if (address) return address
    }
  }
  throw new Error('Azurite ended before it listened')
}
