import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto'

/** Every key there is, each for one purpose, all from `GROUNDWORK_SECRET`: one secret to keep, one to replace. */
export interface DerivedKeys {
  /** Signs access tokens, Ed25519. */
  readonly signing: SigningKey
  /** Signs the download URLs that the API serves itself. */
  readonly urlSigningSecret: Buffer
  /** Signs that somebody has given the password of a public link. */
  readonly linkAccessSecret: Buffer
  /** Makes refresh tokens recognisable as ours, and one follow from the other. */
  readonly refreshSecret: Buffer
  /** Without it a stolen table of API keys cannot even be guessed against. */
  readonly apiKeyPepper: Buffer
  /** Seals the secrets that authenticator apps share with us: a stolen table makes no codes. */
  readonly secondFactorKey: Buffer
  readonly backupCodePepper: Buffer
  /** Signs what is written down about the audit trail outside the database, Ed25519. */
  readonly auditCheckpoint: SigningKey
  /** Hides an address that a mail still goes to, when it is nobody's any more. */
  readonly mailAddressKey: Buffer
  /** Makes the tokens in the links of mails. */
  readonly mailLinkSecret: Buffer
  /** Seals where a page of a list ends, where that may tell whoever asks more than the list does. */
  readonly placeKey: Buffer
}

export interface SigningKey {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** The key's RFC 7638 thumbprint: it names the key in tokens, and changes with it. */
  readonly kid: string
}

export function deriveKeys(secret: string): DerivedKeys {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, 'groundwork', `groundwork/v1/${purpose}`, 32))
  return {
    signing: signingKey(derive('access-token')),
    urlSigningSecret: derive('signed-url'),
    linkAccessSecret: derive('link-access'),
    refreshSecret: derive('refresh-token'),
    apiKeyPepper: derive('api-key'),
    secondFactorKey: derive('second-factor'),
    backupCodePepper: derive('backup-code'),
    mailLinkSecret: derive('mail-link'),
    mailAddressKey: derive('mail-address'),
    placeKey: derive('place-in-list'),
    auditCheckpoint: signingKey(derive('audit-checkpoint')),
  }
}

/** RFC 8410: an Ed25519 private key in PKCS #8 is this prefix and the 32 bytes of its seed. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

function signingKey(seed: Buffer): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  const { crv, kty, x } = publicKey.export({ format: 'jwk' })
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url')
  return { privateKey, publicKey, kid }
}
