/** The parts of the product that own files, and the kinds of objects that each keeps them for (seed 003). */
export const storageSystems = {
  workspace: ['doc', 'sheet', 'slide', 'pdf', 'file'],
  accounting: ['receipt', 'invoice', 'export'],
  communications: ['email-attachment', 'message-attachment'],
  'app-builder': ['source', 'build'],
} as const

export type StorageSystem = keyof typeof storageSystems

export const storageSystemNames = Object.keys(storageSystems) as [StorageSystem, ...StorageSystem[]]

export const isStorageSystem = (text: string): text is StorageSystem => Object.hasOwn(storageSystems, text)

export const isObjectTypeOf = (system: StorageSystem, objectType: string): boolean =>
  (storageSystems[system] as readonly string[]).includes(objectType)
