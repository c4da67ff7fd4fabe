const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** `1536` -> `1.5 KB` (steps of 1024, as the seed's serializer shows sizes). Null stays null. */
export function fileSizeInWords(bytes: unknown): string | null {
  if (typeof bytes !== 'number') return null
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10))
  const amount = bytes / 1024 ** step
  return `${step === 0 ? amount : amount.toFixed(1)} ${units[step]}`
}
