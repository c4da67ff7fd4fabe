/** What pages of memory and blocks of disks are multiples of. */
export const PAGE_BYTES = 4096

/** The runtime has it everywhere; its type is known only where there is a browser. */
declare const WebAssembly: {
  readonly Memory: new (size: {
    readonly initial: number
    readonly maximum: number
  }) => { readonly buffer: ArrayBuffer }
}

const WASM_PAGE_BYTES = 65_536

/** Known from the first call: each one that is refused makes the runtime look for garbage in all of its memory first. */
let isRefused = false

/**
 * Memory that begins where a page does, which no other memory of Node is sure to: from such a disk takes bytes without a copy of them in
 * between. It takes a moment to get, so it is for what is large and used again.
 */
export function pageMemory(bytes: number): Buffer {
  if (isRefused) return Buffer.allocUnsafeSlow(bytes)
  const pages = Math.ceil(bytes / WASM_PAGE_BYTES)
  try {
    return Buffer.from(new WebAssembly.Memory({ initial: pages, maximum: pages }).buffer, 0, bytes)
  } catch {
    // A process may be kept from it, as by a limit on addresses, of which it takes gigabytes. Any memory will do, only slower.
    isRefused = true
    return Buffer.allocUnsafeSlow(bytes)
  }
}
