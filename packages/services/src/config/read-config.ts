import { join } from 'node:path'
import { readStorageConfig, type StorageSetConfig } from '@groundwork/storage'
import type { z } from 'zod'
import { ConfigError } from './config-error.ts'
import { type Environment, prepareVariables, runtimeVariables, setVariables } from './variables.ts'

/** What API and worker run with. */
export interface Config {
  readonly environment: 'development' | 'test' | 'production'
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  readonly port: number
  /** Without a slash at its end. Links in answers and mails start with it. */
  readonly publicUrl: string
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly dataDirectory: string
  readonly secret: string
  readonly storage: StorageSetConfig
  readonly requestsPerMinute: number
  /** Addresses and CIDR ranges of the reverse proxies in front. */
  readonly trustedProxies: readonly string[]
  readonly virusScan: VirusScanConfig
  readonly mail: MailConfig
  readonly audit: AuditConfig
  /** How long it is kept what data jobs did to each row: as long as the audit trail, unless told. */
  readonly dataJobHistoryYears: number
  /** Addresses and CIDR ranges that may be called for a user although they are not public. */
  readonly outboundAllow: readonly string[]
}

interface AuditConfig {
  readonly retentionYears: number
  /** Where signed checkpoints go: best on a disk that the database's administrators cannot write. */
  readonly checkpointDirectory: string
  /** A checkpoint is due after so many entries, and after a minute in any case. */
  readonly checkpointEntries: number
}

/** `folder` is for development: nothing leaves the machine. `from` is what receivers see. */
export type MailConfig =
  | { readonly kind: 'smtp'; readonly url: string; readonly from: string }
  | { readonly kind: 'folder'; readonly directory: string; readonly from: string }
  | { readonly kind: 'off' }

export interface VirusScanConfig {
  readonly provider: 'auto' | 'clamav' | 'virustotal' | 'none'
  readonly clamd: { readonly socket: string } | { readonly host: string; readonly port: number }
  readonly virusTotal: { readonly url: string; readonly apiKey: string }
}

/** What the preparation of a database runs with. */
export interface PrepareConfig {
  readonly ownerDatabaseUrl: string
  readonly databaseUrl: string
  readonly secret: string
  readonly admin: { readonly email: string; readonly password?: string }
}

/** @throws ConfigError naming every wrong variable at once, StorageConfigError */
export function readConfig(environment: Environment): Config {
  const values = parse(runtimeVariables, environment)
  const publicUrl = (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, '')
  return {
    environment: values.NODE_ENV,
    logLevel: values.LOG_LEVEL,
    port: values.PORT,
    publicUrl,
    databaseUrl: values.APP_DATABASE_URL,
    redisUrl: values.REDIS_URL,
    dataDirectory: values.DATA_DIR,
    secret: values.GROUNDWORK_SECRET,
    storage: readStorageConfig({ ...setVariables(environment), DATA_DIR: values.DATA_DIR }),
    requestsPerMinute: values.REQUESTS_PER_MINUTE,
    trustedProxies: values.TRUSTED_PROXIES,
    virusScan: {
      provider: values.VIRUS_SCAN_PROVIDER,
      clamd: values.CLAMAV_SOCKET
        ? { socket: values.CLAMAV_SOCKET }
        : { host: values.CLAMAV_HOST, port: values.CLAMAV_PORT },
      virusTotal: {
        url: values.VIRUSTOTAL_URL.replace(/\/+$/, ''),
        apiKey: values.VIRUSTOTAL_API_KEY ?? '',
      },
    },
    mail: mailConfig(values, publicUrl),
    outboundAllow: values.OUTBOUND_ALLOW,
    dataJobHistoryYears: values.DATA_JOB_HISTORY_YEARS ?? values.AUDIT_RETENTION_YEARS,
    audit: {
      retentionYears: values.AUDIT_RETENTION_YEARS,
      checkpointDirectory: values.AUDIT_CHECKPOINT_DIR ?? join(values.DATA_DIR, 'audit-checkpoints'),
      checkpointEntries: values.AUDIT_CHECKPOINT_ENTRIES,
    },
  }
}

function mailConfig(values: z.infer<typeof runtimeVariables>, publicUrl: string): MailConfig {
  const from = values.MAIL_FROM ?? `Groundwork <no-reply@${new URL(publicUrl).hostname}>`
  if (values.SMTP_URL) return { kind: 'smtp', url: values.SMTP_URL, from }
  return values.NODE_ENV === 'production'
    ? { kind: 'off' }
    : { kind: 'folder', directory: join(values.DATA_DIR, 'mail'), from }
}

/** @throws ConfigError naming every wrong variable at once */
export function readPrepareConfig(environment: Environment): PrepareConfig {
  const values = parse(prepareVariables, environment)
  return {
    ownerDatabaseUrl: values.DATABASE_URL,
    databaseUrl: values.APP_DATABASE_URL,
    secret: values.GROUNDWORK_SECRET,
    admin: { email: values.ADMIN_EMAIL, ...(values.ADMIN_PASSWORD && { password: values.ADMIN_PASSWORD }) },
  }
}

function parse<Values>(variables: z.ZodType<Values>, environment: Environment): Values {
  const { data, error } = variables.safeParse(setVariables(environment))
  if (error)
    throw new ConfigError(Object.fromEntries(error.issues.map(({ path, message }) => [path.join('.'), message])))
  return data
}
