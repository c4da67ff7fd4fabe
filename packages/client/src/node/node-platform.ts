import { WebSocket } from 'ws'
import type { Platform } from '../platform.ts'
import { resumableSource } from './resumable-source.ts'
import { sendForm } from './send-form.ts'

export const nodePlatform: Platform = {
  // `ws` follows the browser's interface in all that is used of it.
  WebSocket: WebSocket as unknown as Platform['WebSocket'],
  sendForm,
  resumableSource,
  exclusively: (_name, work) => work(),
}
