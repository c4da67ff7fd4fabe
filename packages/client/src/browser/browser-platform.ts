import type { Platform } from '../platform.ts'
import { resumableSource } from './resumable-source.ts'
import { sendForm } from './send-form.ts'

export const browserPlatform: Platform = {
  WebSocket: globalThis.WebSocket,
  sendForm,
  resumableSource,
  // Absent on plain http other than localhost: there, tabs may get in each other's way and one signs in again.
  exclusively: (name, work) => (navigator.locks ? navigator.locks.request(name, work) : work()),
}
