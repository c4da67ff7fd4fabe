/** What is to come, unless the signal is aborted before. What comes of it then concerns nobody, a failure included. @throws why it was */
export async function beforeAbort<Value>(coming: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let giveUp: (() => void) | undefined
  const over = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason)
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp)
  })
  try {
    return await Promise.race([over, coming])
  } finally {
    if (giveUp) signal.removeEventListener('abort', giveUp)
  }
}
