import type { StoredBlob } from '@groundwork/db'
import type { StoredFileRow } from '../upload-intake.ts'

type Derived = Pick<StoredBlob, 'derivatives' | 'properties'>

/** What there is to look at of these bytes. The words of a file are no object in the storage. */
export const previewsOf = ({ derivatives, properties }: Derived): string[] =>
  [...Object.keys(derivatives), ...(properties.text ? ['text'] : [])].sort()

/** What a file's row says of the bytes it serves. */
export function derivedFields({ derivatives, properties }: Derived): Partial<StoredFileRow> {
  const { width, height } = properties
  return {
    properties,
    previews: previewsOf({ derivatives, properties }),
    width: typeof width === 'number' ? width : null,
    height: typeof height === 'number' ? height : null,
  }
}
