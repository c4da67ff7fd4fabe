import { openDatabase } from '@groundwork/db'
import { openStorage, openStorageSet, readStorageConfig, type StorageProvider } from '@groundwork/storage'
import { pino } from 'pino'
import { type Environment, setVariables } from '../../config/variables.ts'
import type { CheckServices } from './find-faults.ts'

export interface OpenCheck extends CheckServices {
  close(): Promise<void>
}

/** What a check on the command line stands on. It says what it finds itself, so nothing is logged but warnings. */
export async function openCheck(environment: Environment): Promise<OpenCheck> {
  const { APP_DATABASE_URL: url } = environment
  if (!url) throw new Error('Name APP_DATABASE_URL')
  const database = await openDatabase({ url, applicationName: 'groundwork files', statementTimeoutMs: 0 })
  const storages = await openStorageSet(storageConfig(environment))
  return {
    database,
    storages,
    clock: () => new Date(),
    log: pino({ level: 'warn' }, pino.destination(2)),
    close: async () => {
      await storages.close()
      await database.close()
    },
  }
}

/** Where new bytes go, by itself: before there is a database. */
export const openMainStorage = (environment: Environment): Promise<StorageProvider> =>
  openStorage(storageConfig(environment).main)

const storageConfig = (environment: Environment) =>
  readStorageConfig({ DATA_DIR: '.data', ...setVariables(environment) })
