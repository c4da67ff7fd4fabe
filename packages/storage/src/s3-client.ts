import { S3Client } from '@aws-sdk/client-s3'

export const MIB = 1024 * 1024

export interface S3Connection {
  region: string
  /** A store other than AWS; buckets are then addressed by path, which every one of them understands. */
  endpoint?: string
  /** Without them the AWS chain decides (environment, profile, instance role). */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
  /** Address buckets by host even at another store than AWS. */
  isByHost?: boolean
}

export interface S3Limits {
  /** Tries of one request; the SDK waits longer, and by chance, before each next one. Every request we send may be repeated. */
  attempts: number
  connectMs: number
  /** From the start of a request to the head of its answer. */
  answerMs: number
  /** Silence on a connection. Generous, because a paused download keeps one silent as well. */
  idleMs: number
  probeMs: number
  partBytes: number
  /** Larger objects are copied in parts of this size; S3 copies at most 5 GiB in one request. */
  copyPartBytes: number
  /** Paused downloads hold connections too, and must not keep uploads and probes waiting. */
  connections: number
}

export const defaultLimits: S3Limits = {
  attempts: 4,
  connectMs: 5_000,
  answerMs: 60_000,
  idleMs: 120_000,
  probeMs: 5_000,
  partBytes: 6 * MIB,
  copyPartBytes: 1024 * MIB,
  connections: 512,
}

export const connectS3 = (
  { region, endpoint, credentials, isByHost = false }: S3Connection,
  limits: S3Limits,
): S3Client =>
  new S3Client({
    region,
    ...(endpoint && { endpoint, forcePathStyle: !isByHost }),
    ...(credentials && { credentials }),
    // Most stores but AWS do not know trailing checksums. The signature covers a SHA-256 of every part all the same.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    retryMode: 'standard',
    maxAttempts: limits.attempts,
    requestHandler: {
      connectionTimeout: limits.connectMs,
      requestTimeout: limits.answerMs,
      throwOnRequestTimeout: true,
      socketTimeout: limits.idleMs,
      httpAgent: { maxSockets: limits.connections },
      httpsAgent: { maxSockets: limits.connections },
    },
  })
