import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { hostileCorpus } from '../../packages/services/test/hostile-corpus/corpus.ts'

/** Names on disk are ours: a file called `../../etc/passwd` must not be written there by the very script that warns of it. */
const folder = resolve(process.argv[2] ?? 'hostile-corpus')
await mkdir(folder, { recursive: true })
const list: string[] = []
for (const [index, { trick, name, bytes, expected }] of hostileCorpus.entries()) {
  const stored = `${String(index + 1).padStart(2, '0')}-${trick.replace(/[^a-z0-9]+/gi, '-')}.bin`
  await writeFile(join(folder, stored), bytes)
  list.push(JSON.stringify({ file: stored, trick, name, bytes: bytes.length, expected }))
}
await writeFile(join(folder, 'expected.jsonl'), `${list.join('\n')}\n`)
console.log(`${list.length} hostile files in ${folder}; what must become of each stands in expected.jsonl`)
