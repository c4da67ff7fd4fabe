import type { DerivedKeys } from '../../config/derive-keys.ts'
import type { IdentityServices } from '../../identity/identity-services.ts'
import type { FileServices } from '../file-services.ts'

/** What public links stand on: files, and what makes and guards a password. */
export interface LinkServices
  extends Omit<FileServices, 'keys'>,
    Pick<IdentityServices, 'passwords' | 'random' | 'throttle'> {
  readonly keys: Pick<DerivedKeys, 'urlSigningSecret' | 'linkAccessSecret'>
}
