import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'

const TIMEOUT_MS = 20_000

/** Enough for any honest page; a hostile one ends its own process, not ours. */
const limits = 'ulimit -v 1500000 -t 20 -c 0; exec "$0" "$@"'
const arguments_ = ['pdftoppm', '-f', '1', '-l', '1', '-singlefile', '-scale-to', '1200', '-png', '-']

/** The first page as PNG, drawn by poppler in a process of its own with bounded memory and time. */
export async function renderPdf(input: Buffer): Promise<Buffer> {
  const child = spawn('/bin/sh', ['-c', limits, ...arguments_], {
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  child.stdin.on('error', () => undefined) // It may stop reading early; its exit code tells why.
  child.stdin.end(input)
  const [picture, complaint, code] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended])
  if (code !== 0 || picture.length === 0)
    throw new Error(`pdftoppm ended with ${code}: ${complaint.toString('utf8').slice(0, 300)}`)
  return picture
}

/** Whether poppler is installed. Without it PDFs have no preview. */
export function hasPdfTool(): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('pdftoppm', ['-v'], { stdio: 'ignore' })
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })
}
