import type { Logger } from 'pino'
import { ConfigError } from '../config/config-error.ts'
import type { VirusScanConfig } from '../config/read-config.ts'
import { clamdScanner } from './clamd.ts'
import { proveScanner } from './scan/prove-scanner.ts'
import { type Send, virusTotalScanner } from './scan/virus-total.ts'
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

interface Given {
  readonly log: Logger
  readonly isProduction: boolean
  /** The way out to a scanner of somebody else's. */
  readonly send: Send
}

/**
 * Settles which scanner this process uses. `auto` takes a clamd it can reach, and otherwise none, loudly; from then on the
 * choice stands, so that a clamd that goes down makes files wait instead of letting them through. Production must choose.
 * A clamd that answers is put to the proof: one that lets through what it must not is refused in production, and named in
 * development.
 */
export async function chooseScanner(
  { provider, clamd, virusTotal }: VirusScanConfig,
  { log, isProduction, send }: Given,
): Promise<Scanner> {
  if (provider === 'virustotal') return virusTotalScanner({ ...virusTotal, send })
  const scanner = await chooseClamd(provider, clamd, isProduction)
  if (!scanner) {
    log.warn(
      { provider },
      'FILES ARE NOT SCANNED FOR VIRUSES: there is no clamd in reach, or VIRUS_SCAN_PROVIDER is none',
    )
    return noScanner
  }
  const problems = await proofOf(scanner)
  if (problems.length && isProduction) throw new ConfigError({ VIRUS_SCAN_PROVIDER: problems.join('; ') })
  for (const problem of problems)
    log.warn({ engine: scanner.engine }, `THE VIRUS SCANNER IS NOT TO BE TRUSTED: ${problem}`)
  return scanner
}

async function chooseClamd(
  provider: 'auto' | 'clamav' | 'none',
  clamd: VirusScanConfig['clamd'],
  isProduction: boolean,
): Promise<Scanner | null> {
  if (provider === 'none') return null
  if (provider === 'clamav') return clamdScanner(clamd)
  if (isProduction)
    throw new ConfigError({
      VIRUS_SCAN_PROVIDER: 'must be clamav, virustotal or none in production: nothing is chosen for you',
    })
  return firstReady([clamd, ...usualSockets.map((socket) => ({ socket }))].map((address) => clamdScanner(address)))
}

/** One that does not answer now proves nothing: files wait for it, and it may yet be started. */
async function proofOf(scanner: Scanner): Promise<string[]> {
  try {
    return await proveScanner(scanner)
  } catch (error) {
    if (error instanceof ScannerUnavailable) return []
    throw error
  }
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
