import { describe, expect, it } from 'vitest'
import { ConfigError } from './config-error.ts'
import { readConfig, readPrepareConfig } from './read-config.ts'

const least = {
  APP_DATABASE_URL: 'postgresql://groundwork_app:pw@127.0.0.1:5432/groundwork',
  REDIS_URL: 'redis://127.0.0.1:6379',
  GROUNDWORK_SECRET: 'a secret that is long enough for it',
}

function problemsOf(environment: Record<string, string>) {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return {}
}

describe('readConfig', () => {
  it('needs a database, Redis and a secret, and has sensible values for the rest', () => {
    expect(readConfig(least)).toEqual({
      environment: 'development',
      logLevel: 'info',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      databaseUrl: least.APP_DATABASE_URL,
      redisUrl: least.REDIS_URL,
      dataDirectory: '.data',
      secret: least.GROUNDWORK_SECRET,
      storage: { main: { provider: 'local', directory: '.data/files' }, also: [] },
      requestsPerMinute: 120_000,
      trustedProxies: [],
      outboundAllow: [],
      virusScan: {
        provider: 'auto',
        clamd: { host: '127.0.0.1', port: 3310 },
        virusTotal: { url: 'https://www.virustotal.com', apiKey: '' },
      },
      mail: { kind: 'folder', directory: '.data/mail', from: 'Groundwork <no-reply@localhost>' },
      audit: { retentionYears: 7, checkpointDirectory: '.data/audit-checkpoints', checkpointEntries: 100_000 },
      dataJobHistoryYears: 7,
    })
  })

  it('keeps what jobs did to each row as long as the audit trail, unless told', () => {
    const asTrail = { ...least, AUDIT_RETENTION_YEARS: '10' }
    expect(readConfig(asTrail).dataJobHistoryYears).toBe(10)
    expect(readConfig({ ...asTrail, DATA_JOB_HISTORY_YEARS: '2' }).dataJobHistoryYears).toBe(2)
  })

  it('sends by SMTP where there is a server, and in production not at all without one', () => {
    const production = { ...least, NODE_ENV: 'production', VIRUS_SCAN_PROVIDER: 'none' }
    const SMTP_URL = 'smtps://user:pw@mail.example.com'
    const PUBLIC_URL = 'https://gw.example.com'
    expect(readConfig(production).mail).toEqual({ kind: 'off' })
    expect(readConfig({ ...production, SMTP_URL, PUBLIC_URL }).mail).toEqual({
      kind: 'smtp',
      url: SMTP_URL,
      from: 'Groundwork <no-reply@gw.example.com>',
    })
    expect(readConfig({ ...least, SMTP_URL, MAIL_FROM: 'us@example.com' }).mail).toMatchObject({
      from: 'us@example.com',
    })
  })

  it.each(['Us', 'Us <us@example.com', 'Us <us@example.com>\r\nBcc: eve@example.com', 'Us\n <us@example.com>'])(
    'refuses %j as a sender',
    (MAIL_FROM) => {
      expect(problemsOf({ ...least, MAIL_FROM })).toHaveProperty('MAIL_FROM')
    },
  )

  it('names every wrong variable at once', () => {
    const problems = problemsOf({ PORT: '70000', GROUNDWORK_SECRET: 'short', CLAMAV_PORT: 'x' })
    expect(Object.keys(problems).sort()).toEqual([
      'APP_DATABASE_URL',
      'CLAMAV_PORT',
      'GROUNDWORK_SECRET',
      'PORT',
      'REDIS_URL',
    ])
    expect(problems.PORT).toBe('must be a port number')
  })

  it('says nothing of the values, which may be secrets', () => {
    const error = new ConfigError(problemsOf({ GROUNDWORK_SECRET: 'hunter2', REDIS_URL: 'http://hunter2@host' }))
    expect(error.message).toContain('GROUNDWORK_SECRET must have at least 32 characters')
    expect(error.message).not.toContain('hunter2')
  })

  it('takes a blank variable as one that is not set', () => {
    expect(readConfig({ ...least, PORT: '', PUBLIC_URL: ' ' })).toMatchObject({ port: 3000 })
  })

  it('drops the slash at the end of the public URL', () => {
    expect(readConfig({ ...least, PUBLIC_URL: 'https://example.com/' }).publicUrl).toBe('https://example.com')
  })

  it('says what the storage provider lacks', () => {
    expect(() => readConfig({ ...least, STORAGE_PROVIDER: 's3' })).toThrow(
      'Storage service not properly configured: S3_BUCKET is missing',
    )
  })

  it('makes production say whether files are scanned', () => {
    const production = { ...least, NODE_ENV: 'production' }
    expect(problemsOf(production)).toHaveProperty('VIRUS_SCAN_PROVIDER')
    expect(problemsOf({ ...production, VIRUS_SCAN_PROVIDER: 'none' })).toEqual({})
    const virusTotal = { ...production, VIRUS_SCAN_PROVIDER: 'virustotal' }
    expect(problemsOf(virusTotal)).toHaveProperty('VIRUSTOTAL_API_KEY')
    expect(problemsOf({ ...virusTotal, VIRUSTOTAL_API_KEY: 'key' })).toEqual({})
  })

  it('prefers the socket of clamd', () => {
    const { virusScan } = readConfig({ ...least, VIRUS_SCAN_PROVIDER: 'clamav', CLAMAV_SOCKET: '/run/clamd.sock' })
    expect(virusScan).toMatchObject({ provider: 'clamav', clamd: { socket: '/run/clamd.sock' } })
  })
})

describe('readPrepareConfig', () => {
  it('needs the owner of the database and leaves the password of the first admin open', () => {
    const { APP_DATABASE_URL, GROUNDWORK_SECRET } = least
    const owner = 'postgresql://postgres@127.0.0.1:5432/groundwork'
    expect(readPrepareConfig({ APP_DATABASE_URL, GROUNDWORK_SECRET, DATABASE_URL: owner })).toMatchObject({
      ownerDatabaseUrl: owner,
      admin: { email: 'admin@groundwork.local' },
    })
    expect(() => readPrepareConfig(least)).toThrow(/DATABASE_URL/)
  })
})

it('takes the proxies it is to believe as addresses and ranges, and nothing else', () => {
  const read = (TRUSTED_PROXIES: string) => readConfig({ ...least, TRUSTED_PROXIES }).trustedProxies
  expect(read('10.0.0.0/8, 192.0.2.1,fd00::/8')).toEqual(['10.0.0.0/8', '192.0.2.1', 'fd00::/8'])
  expect(Object.keys(problemsOf({ ...least, TRUSTED_PROXIES: 'everybody' }))).toEqual(['TRUSTED_PROXIES.0'])
})
