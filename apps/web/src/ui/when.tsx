import { formatExact, formatRelative } from './format.ts'

/** A moment: relative to read, exact on hover. */
export function When({ at }: { at: string | null | undefined }) {
  if (!at) return <span aria-hidden>–</span>
  return (
    <time dateTime={at} title={formatExact(at)} className="tabular">
      {formatRelative(at)}
    </time>
  )
}
