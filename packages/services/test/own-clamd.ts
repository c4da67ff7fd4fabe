import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, vi } from 'vitest'
import { clamdScanner } from '../src/file/index.ts'

const patience = { timeout: 20_000, interval: 50 }

const subjectOf = (word: string) => ({
  sha256: '',
  bytes: word.length,
  fileName: 'word.txt',
  mayLeave: false,
  open: async () => Readable.from([Buffer.from(word)], { objectMode: false }),
})

/** A real clamd of a test's own, which it can teach: it knows a word by its bytes. */
export async function ownClamd(knows: string) {
  const directory = await mkdtemp(join(tmpdir(), 'clamd-'))
  const signatures = join(directory, 'signatures')
  const socket = join(directory, 'clamd.sock')
  await mkdir(signatures)
  const teach = (word: string) =>
    writeFile(join(signatures, `${word}.ndb`), `Test.${word}:0:*:${Buffer.from(word).toString('hex')}\n`)
  await teach(knows)
  const config = join(directory, 'clamd.conf')
  const settings = ['Foreground yes', `LocalSocket ${socket}`, `DatabaseDirectory ${signatures}`, 'AlertExceedsMax yes']
  await writeFile(config, `${settings.join('\n')}\n`)
  const running = spawn('clamd', [`--config-file=${config}`], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  })
  const scanner = clamdScanner({ socket })
  await vi.waitFor(() => scanner.probe(), patience)
  return {
    scanner,
    /** From now on it knows this word as well. */
    learn: async (word: string) => {
      await teach(word)
      const conversation = connect({ path: socket })
      conversation.write('zRELOAD\0')
      await text(conversation)
      // It goes on with what it knew until it has read the new ones.
      await vi.waitFor(
        async () => expect(await scanner.scan(subjectOf(word))).toMatchObject({ kind: 'infected' }),
        patience,
      )
    },
    stop: async () => {
      running.kill()
      await once(running, 'exit')
      await rm(directory, { recursive: true })
    },
  }
}
