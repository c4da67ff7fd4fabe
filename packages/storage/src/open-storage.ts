import { AzureProvider } from './azure-provider.ts'
import { GcsProvider } from './gcs-provider.ts'
import { LocalProvider } from './local-provider.ts'
import { S3Provider } from './s3-provider.ts'
import type { StorageConfig } from './storage-config.ts'
import type { StorageProvider } from './storage-provider.ts'

/** Opens the configured provider. It does not wait for a bucket to answer: a process must be able to start before its store, `probe` tells. */
export async function openStorage(config: StorageConfig): Promise<StorageProvider> {
  if (config.provider === 'local') return LocalProvider.open(config)
  if (config.provider === 'azure') return new AzureProvider(config)
  if (config.provider === 'gcs') return new GcsProvider(config)
  const { provider, ...options } = config
  return new S3Provider({ name: provider, ...options })
}
