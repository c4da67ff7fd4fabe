import { z } from 'zod'
import { isAddressRange } from '../outbound/outbound-policy.ts'

const oneOf = <const Choices extends readonly string[]>(...choices: Choices) =>
  z.enum(choices, { error: `must be one of ${choices.join(', ')}` })

const text = z.string({ error: 'is missing' })
const url = (protocol: RegExp, example: string) =>
  z
    .string({ error: `is missing; it looks like ${example}` })
    .pipe(z.url({ protocol, error: `must look like ${example}` }))
const port = z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65_535)

const postgresUrl = url(/^postgres(ql)?$/, 'postgresql://user:password@host:5432/groundwork')
const secret = text.min(32, 'must have at least 32 characters')

const listOf = (given: string) =>
  given
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
const proxy = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'must be addresses or ranges such as 10.0.0.0/8, with commas between them',
})

const processVariables = z.object({
  NODE_ENV: oneOf('development', 'test', 'production').default('development'),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
  PORT: port.default(3000),
  PUBLIC_URL: url(/^https?$/, 'https://groundwork.example.com').optional(),
  APP_DATABASE_URL: postgresUrl,
  REDIS_URL: url(/^rediss?$/, 'redis://127.0.0.1:6379'),
  DATA_DIR: text.default('.data'),
  GROUNDWORK_SECRET: secret,
  /** Per credential or address, in each API process: a bound on runaway callers, no price plan. */
  REQUESTS_PER_MINUTE: z.coerce.number({ error: 'must be a number' }).int().min(1).default(120_000),
  /** Whose `X-Forwarded-For` is believed. */
  TRUSTED_PROXIES: z.string().transform(listOf).pipe(z.array(proxy)).default([]),
})

/** Without a server, development keeps its mails in a folder, and production sends none. */
const mailVariables = z.object({
  SMTP_URL: url(/^smtps?$/, 'smtps://user:password@mail.example.com').optional(),
  MAIL_FROM: text
    .regex(
      /^([^<>"\p{C}]+ <[^\s<>@"]+@[^\s<>@"]+>|[^\s<>@"]+@[^\s<>@"]+)$/u,
      'must look like Groundwork <no-reply@example.com>',
    )
    .optional(),
})

/** How long audit entries are kept, and what data jobs did to each row, and how often it is written down outside the database how far they are. */
const auditVariables = z.object({
  AUDIT_RETENTION_YEARS: z.coerce
    .number({ error: 'must be a number of years' })
    .int()
    .min(1, 'must be at least 1')
    .max(100)
    .default(7),
  DATA_JOB_HISTORY_YEARS: z.coerce
    .number({ error: 'must be a number of years' })
    .int()
    .min(1, 'must be at least 1')
    .max(100)
    .optional(),
  AUDIT_CHECKPOINT_DIR: text.optional(),
  AUDIT_CHECKPOINT_ENTRIES: z.coerce.number({ error: 'must be a number' }).int().min(1).default(100_000),
})

const clamavVariables = z.object({
  CLAMAV_HOST: text.default('127.0.0.1'),
  CLAMAV_PORT: port.default(3310),
  CLAMAV_SOCKET: text.optional(),
})

/** `auto` passes files unscanned where it finds no scanner: nobody should learn that in production. */
const virusScanVariables = z
  .object({
    NODE_ENV: text.optional(),
    VIRUS_SCAN_PROVIDER: oneOf('auto', 'clamav', 'virustotal', 'none').default('auto'),
    VIRUSTOTAL_API_KEY: text.optional(),
    /** Its stand-in in a test, or a proxy of one's own. */
    VIRUSTOTAL_URL: url(/^https?$/, 'https://www.virustotal.com').default('https://www.virustotal.com'),
  })
  .refine(({ NODE_ENV, VIRUS_SCAN_PROVIDER }) => NODE_ENV !== 'production' || VIRUS_SCAN_PROVIDER !== 'auto', {
    path: ['VIRUS_SCAN_PROVIDER'],
    error: 'must be clamav, virustotal or none in production: say whether files are scanned',
  })
  .refine(({ VIRUS_SCAN_PROVIDER, VIRUSTOTAL_API_KEY }) => VIRUS_SCAN_PROVIDER !== 'virustotal' || VIRUSTOTAL_API_KEY, {
    path: ['VIRUSTOTAL_API_KEY'],
    error: 'is missing: VirusTotal answers nobody without one',
  })

/** Whom our programs may call on behalf of a user, although it is no public address. */
const outboundVariables = z.object({
  OUTBOUND_ALLOW: z
    .string()
    .transform(listOf)
    .pipe(
      z.array(
        z.string().refine(isAddressRange, {
          error: 'must be addresses or ranges such as 10.0.0.0/8, with commas between them',
        }),
      ),
    )
    .default([]),
})

/** What API and worker read. */
export const runtimeVariables = processVariables
  .and(outboundVariables)
  .and(virusScanVariables)
  .and(clamavVariables)
  .and(mailVariables)
  .and(auditVariables)

/** What the preparation of a database reads: it alone connects as the owner of the tables. */
export const prepareVariables = z.object({
  DATABASE_URL: postgresUrl,
  APP_DATABASE_URL: postgresUrl,
  GROUNDWORK_SECRET: secret,
  ADMIN_EMAIL: z.email('must be an e-mail address').default('admin@groundwork.local'),
  ADMIN_PASSWORD: text.optional(),
})

export type Environment = Readonly<Record<string, string | undefined>>

/** The variables that are set. A blank one counts as not set: that is what `NAME=` in a file means. */
export const setVariables = (environment: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => Boolean(entry[1]?.trim())),
  )
