import { formatExact, formatRelative } from './format.ts'

/** A moment: relative to read, exact on hover. */
export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatExact(at)}>
      {formatRelative(at)}
    </time>
  )
}
