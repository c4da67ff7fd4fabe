import type { StoredBlob, SumDrift } from '@groundwork/db'
import type { StorageKey } from '@groundwork/storage'

/** What can be wrong between rows and bytes, and what a repair does about it. */
export const faultKinds = {
  lost: { says: 'rows without bytes', repair: 'their files are marked as damaged' },
  changed: {
    says: 'bytes that are not as their row says',
    repair: 'read whole: taken as they are if equal, else damaged',
  },
  returned: {
    says: 'bytes that were lost and are there again',
    repair: 'read whole: if equal, their files are whole again',
  },
  underived: { says: 'previews that are lost', repair: 'made again' },
  stray: { says: 'bytes without a row', repair: 'removed for good' },
  foreign: { says: 'bytes of organizations that this database does not know', repair: null },
  upload: { says: 'uploads that broke off', repair: 'cleared away' },
  session: { says: 'resumable uploads that are over', repair: 'cleared away' },
  reservation: { says: 'reservations of nobody', repair: 'given back' },
  tombstone: { says: 'bytes that should be removed already', repair: 'removed' },
  quota: { says: 'quotas that are off', repair: 'counted anew' },
} as const satisfies Record<string, { readonly says: string; readonly repair: string | null }>

export type FaultKind = keyof typeof faultKinds

export const faultKindNames = Object.keys(faultKinds) as FaultKind[]

interface Fault<Kind extends FaultKind> {
  readonly kind: Kind
  /** A key, or an id where there is none. */
  readonly what: string
  readonly organization: string
  /** How it differs, for people. */
  readonly detail: string
}

export interface BlobFault extends Fault<'lost' | 'changed' | 'returned' | 'underived'> {
  readonly blob: StoredBlob
}

export interface KeyFault extends Fault<'stray' | 'foreign'> {
  readonly provider: string
  readonly key: StorageKey
}

export interface LeftOverFault extends Fault<'upload' | 'session' | 'reservation' | 'tombstone'> {
  readonly id: string
}

export interface QuotaFault extends Fault<'quota'> {
  readonly drift: SumDrift
}

export type StorageFault = BlobFault | KeyFault | LeftOverFault | QuotaFault
