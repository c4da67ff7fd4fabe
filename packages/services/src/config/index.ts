export { ConfigError } from './config-error.ts'
export { type DerivedKeys, deriveKeys, type SigningKey } from './derive-keys.ts'
export {
  type Config,
  type MailConfig,
  type PrepareConfig,
  readConfig,
  readPrepareConfig,
  type VirusScanConfig,
} from './read-config.ts'
