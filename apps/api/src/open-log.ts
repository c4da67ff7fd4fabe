import { type Logger, pino } from 'pino'

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

/** JSON lines on standard output. */
export const openLog = (level: string): Logger =>
  pino({ level, base: { process: 'api' }, redact: { paths: [...secretPaths, '*["x-api-key"]'], censor: '[secret]' } })
