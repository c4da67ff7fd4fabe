import { saveBlob } from './save-blob.ts'

/** Hands a text to the browser as a file to keep. */
export const saveText = (name: string, text: string): void =>
  saveBlob(name, new Blob([text], { type: 'text/plain;charset=utf-8' }))
