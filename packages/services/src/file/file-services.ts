import type { FilePolicy } from '@groundwork/domain'
import type { StorageSet } from '@groundwork/storage'
import type { Logger } from 'pino'
import type { DerivedKeys } from '../config/derive-keys.ts'
import type { Config } from '../config/read-config.ts'
import type { Outbound } from '../outbound/guarded-fetch.ts'
import type { EngineServices } from '../resource/verbs.ts'
import { chooseScanner } from './choose-scanner.ts'
import { ThumbnailCache } from './derive/thumbnail-cache.ts'
import { readFilePolicy } from './read-file-policy.ts'
import { sendOutside } from './scan/send-outside.ts'
import type { Scanner } from './scanner.ts'

/** What the file use cases stand on. */
export interface FileServices extends EngineServices {
  /** New bytes go to the main one; those there are lie where their blob says. */
  readonly storages: StorageSet
  readonly thumbnails: ThumbnailCache
  readonly filePolicy: FilePolicy
  readonly scanner: Scanner
  /** The way to addresses that users name. */
  readonly outbound: Outbound
  readonly keys: Pick<DerivedKeys, 'urlSigningSecret'>
  readonly config: Pick<Config, 'publicUrl'>
  readonly clock: () => Date
  readonly log: Logger
}

interface Given extends EngineServices {
  readonly storages: StorageSet
  readonly keys: Pick<DerivedKeys, 'urlSigningSecret'>
  readonly config: Config
  readonly log: Logger
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Settles policy and scanner for this process. @throws ConfigError */
export async function createFileServices({ environment, config, ...given }: Given): Promise<FileServices> {
  const filePolicy = readFilePolicy(environment)
  const isProduction = config.environment === 'production'
  const send = sendOutside({ allow: config.outboundAllow })
  const scanner = await chooseScanner(config.virusScan, { log: given.log, isProduction, send })
  const outbound = { allow: config.outboundAllow }
  const clock = () => new Date()
  return { ...given, config, filePolicy, scanner, outbound, clock, thumbnails: new ThumbnailCache(clock) }
}
