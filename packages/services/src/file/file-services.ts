import type { FilePolicy } from '@groundwork/domain'
import type { StorageProvider } from '@groundwork/storage'
import type { Logger } from 'pino'
import type { DerivedKeys } from '../config/derive-keys.ts'
import type { Config } from '../config/read-config.ts'
import type { EngineServices } from '../resource/verbs.ts'
import { chooseScanner } from './choose-scanner.ts'
import { readFilePolicy } from './read-file-policy.ts'
import type { Scanner } from './scanner.ts'

/** What the file use cases stand on. */
export interface FileServices extends EngineServices {
  readonly storage: StorageProvider
  readonly filePolicy: FilePolicy
  readonly scanner: Scanner
  readonly keys: Pick<DerivedKeys, 'urlSigningSecret'>
  readonly config: Pick<Config, 'publicUrl'>
  readonly clock: () => Date
  readonly log: Logger
}

interface Given extends EngineServices {
  readonly storage: StorageProvider
  readonly keys: Pick<DerivedKeys, 'urlSigningSecret'>
  readonly config: Config
  readonly log: Logger
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Settles policy and scanner for this process. @throws ConfigError */
export async function createFileServices({ environment, config, ...given }: Given): Promise<FileServices> {
  const filePolicy = readFilePolicy(environment)
  const isProduction = config.environment === 'production'
  const scanner = await chooseScanner({ ...config.virusScan, isProduction }, given.log)
  return { ...given, config, filePolicy, scanner, clock: () => new Date() }
}
