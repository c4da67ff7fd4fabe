/** What is to come, unless the signal is aborted before. @throws why it was */
export async function beforeAbort<Value>(coming: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted()
  let giveUp: (() => void) | undefined
  const over = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp)
  })
  try {
    return await Promise.race([coming, over])
  } finally {
    if (giveUp) signal.removeEventListener('abort', giveUp)
  }
}
