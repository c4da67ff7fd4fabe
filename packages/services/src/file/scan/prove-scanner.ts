import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { Scanner, ScanVerdict } from '../scanner.ts'

/** The harmless file that every scanner calls a virus, in two halves so that no scanner stops at this one. */
export const eicar = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''))

/** Deeper than any scanner unpacks. */
const DEPTH = 30

/**
 * Puts the scanner to the proof when a process starts: it must find EICAR, and must own up to an archive that it cannot look
 * into whole. A clamd without `AlertExceedsMax yes` calls the second clean: with it, anything can be smuggled in.
 * @returns what is wrong, in words for the operator; empty when all is well
 * @throws ScannerUnavailable
 */
export async function proveScanner(scanner: Scanner): Promise<string[]> {
  const infected = await judge(scanner, 'eicar.com', eicar)
  const nested = await judge(scanner, 'nested.zip', await nestedZip(DEPTH))
  return [
    ...(infected.kind === 'infected' ? [] : ['it does not find the EICAR test file: its signatures are missing']),
    ...(nested.kind === 'clean'
      ? ['it calls archives clean that it could not look into whole: set AlertExceedsMax yes in clamd.conf']
      : []),
  ]
}

const judge = (scanner: Scanner, fileName: string, bytes: Buffer): Promise<ScanVerdict> =>
  scanner.scan({
    sha256: '',
    bytes: bytes.length,
    fileName,
    mayLeave: false,
    open: async () => Readable.from([bytes], { objectMode: false }),
  })

/** An archive in an archive in an archive. */
export async function nestedZip(depth: number): Promise<Buffer> {
  let inner: Buffer = Buffer.from('nothing')
  for (let level = 0; level < depth; level += 1) {
    const zip = new ZipFile()
    zip.addBuffer(inner, `${level}.zip`, { compress: false })
    zip.end()
    inner = await buffer(zip.outputStream)
  }
  return inner
}
