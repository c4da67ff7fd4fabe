import { type FilePolicy, type FileType, judgeFile } from '@groundwork/domain'
import { isTruncated, type WholeFile } from './is-truncated.ts'
import { pixelsOf } from './picture-size.ts'
import type { Head } from './read-head.ts'
import { sniffType } from './sniff-type.ts'
import { endsAsZip, isZip, zipContents } from './sniff-zip.ts'
import { refusal } from './upload-error.ts'

/** The announced size of a form is that of the file and of what is around it. */
export const ENVELOPE_BYTES = 65_536

export interface Candidate {
  readonly name: string
  readonly head: Head
  /** What the transport announced, the form around the file included. */
  readonly declaredSize: number | undefined
}

export interface Admitted {
  readonly type: FileType
  readonly sniffed: string | null
}

/** The verdict on what is known early: the name, the first bytes, and the announced size. */
export async function admitHead(policy: FilePolicy, { name, head, declaredSize = 0 }: Candidate): Promise<Admitted> {
  const { bytes, isWhole } = head
  const sniffed = await sniffType(bytes)
  const isCut = isWhole && isTruncated(sniffed, { head: bytes, tail: bytes, size: bytes.length })
  const pixels = pixelsOf(sniffed, bytes)
  const verdict = judgeFile({ name, sniffed, size: bytes.length, isTruncated: isCut, pixels, policy })
  if (!verdict.isAccepted) throw refusal(verdict)
  if (!isWhole) admitSize(policy, { name, sniffed, size: declaredSize - ENVELOPE_BYTES })
  return { type: verdict.type, sniffed }
}

/** @throws DomainError too_large */
export function admitSize(
  policy: FilePolicy,
  { name, sniffed, size }: { name: string; sniffed: string | null; size: number },
): void {
  const verdict = judgeFile({ name, sniffed, size: Math.max(size, 1), policy })
  if (!verdict.isAccepted) throw refusal(verdict)
}

/** The verdict on what only the end can tell: that there is one, and what a container that was written as a stream holds. */
export function admitWhole(
  policy: FilePolicy,
  name: string,
  { sniffed, ...file }: WholeFile & { sniffed: string | null },
): void {
  const isArchive = isZip(file.head)
  const known = isArchive ? zipContents(file.head, file.tail) : sniffed
  const verdict = judgeFile({
    name,
    sniffed: known,
    size: file.size,
    isTruncated: isTruncated(known, file),
    hidesArchive: !isArchive && endsAsZip(file.tail),
    policy,
  })
  if (!verdict.isAccepted) throw refusal(verdict)
}
