import type { GroundworkClient } from '@groundwork/client'
import { sha256 } from './sha256.ts'
import type { UploadResult } from './upload-all.ts'

/** Fetches a file by a signed URL, as somebody without an account would, and holds its bytes against those on disk. */
export async function checkSignedUrl(
  gw: GroundworkClient,
  { id = '', name, sha256: expected }: UploadResult,
): Promise<string[]> {
  const { url, expiresAt } = await gw.file.accessUrl({ id })
  const response = await fetch(url)
  if (!response.ok || !response.body) return [`${name}: its signed URL answers with status ${response.status}`]
  const found = await sha256(response.body)
  if (found !== expected) return [`${name}: its signed URL gives other bytes, ${found} instead of ${expected}`]
  console.log(`${name} by signed URL: the same bytes (sha256 ${found.slice(0, 12)}), until ${expiresAt}`)
  return []
}
