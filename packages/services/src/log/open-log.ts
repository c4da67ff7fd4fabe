import { type Logger, pino } from 'pino'
import { linesTo } from './lines-to.ts'

/** Names under which secrets travel. A test sends a canary through each door and looks for it in the log. */
const secretPaths = [
  'password',
  'secret',
  'token',
  'refresh',
  'access',
  'authorization',
  'cookie',
  'apiKey',
  'key',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

const redact = { paths: [...secretPaths, '*["x-api-key"]'], censor: '[secret]' }

export interface LogTerms {
  /** Which program writes: stands in each line. */
  readonly process: string
  readonly level: string
  /** The file descriptor, 1 (standard output) unless told. */
  readonly output?: number
}

/** JSON lines on standard output. */
export const openLog = ({ process, level, output = 1 }: LogTerms): Logger =>
  pino({ level, base: { process }, redact }, linesTo(output, process))
