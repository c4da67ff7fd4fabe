import type { Logger } from 'pino'
import { ConfigError } from '../config/config-error.ts'
import type { VirusScanConfig } from '../config/read-config.ts'
import { clamdScanner } from './clamd.ts'
import { noScanner, type Scanner, ScannerUnavailable } from './scanner.ts'

/** Where Debian, Alpine and Homebrew put clamd's socket. */
const usualSockets = ['/var/run/clamav/clamd.ctl', '/run/clamav/clamd.sock', '/opt/homebrew/var/run/clamav/clamd.sock']

export interface ScanStatus {
  readonly engine: Scanner['engine']
  /** False while the scanner does not answer: new files wait. */
  readonly isReady: boolean
  /** For people, where something is to be said. */
  readonly message: string | null
}

/**
 * Settles which scanner this process uses. `auto` takes a clamd it can reach, and otherwise none, loudly; from then on the
 * choice stands, so that a clamd that goes down makes files wait instead of letting them through. Production must choose.
 */
export async function chooseScanner(
  { provider, clamd, isProduction }: VirusScanConfig & { readonly isProduction: boolean },
  log: Logger,
): Promise<Scanner> {
  if (provider === 'clamav') return clamdScanner(clamd)
  if (provider === 'auto') {
    if (isProduction)
      throw new ConfigError({ VIRUS_SCAN_PROVIDER: 'must be clamav or none in production: nothing is chosen for you' })
    const found = await firstReady(
      [clamd, ...usualSockets.map((socket) => ({ socket }))].map((address) => clamdScanner(address)),
    )
    if (found) return found
  }
  log.warn(
    { provider },
    'FILES ARE NOT SCANNED FOR VIRUSES: there is no clamd in reach, or VIRUS_SCAN_PROVIDER is none',
  )
  return noScanner
}

/** For /readyz, the worker's heartbeat and the banner. */
export async function scanStatus({ scanner }: { readonly scanner: Scanner }): Promise<ScanStatus> {
  const { engine } = scanner
  if (engine === 'none') return { engine, isReady: true, message: 'Files are not scanned for viruses' }
  const isReady = await answers(scanner)
  return { engine, isReady, message: isReady ? null : 'The virus scanner does not answer; new files wait for it' }
}

async function firstReady(scanners: readonly Scanner[]): Promise<Scanner | null> {
  for (const scanner of scanners) if (await answers(scanner)) return scanner
  return null
}

async function answers(scanner: Scanner): Promise<boolean> {
  try {
    await scanner.probe()
    return true
  } catch (error) {
    if (error instanceof ScannerUnavailable) return false
    throw error
  }
}
