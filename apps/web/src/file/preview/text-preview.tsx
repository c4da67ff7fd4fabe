import { Problem } from '../../ui/problem.tsx'
import type { FileRow } from '../file-queries.ts'
import { PreviewSkeleton } from './preview-skeleton.tsx'
import { TextSheet } from './text-sheet.tsx'
import { useText } from './use-bytes.ts'

export function TextPreview({ file }: { file: FileRow }) {
  const { data, error, refetch, isCut } = useText(file.id, file.fileSize)
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <PreviewSkeleton />
  return <TextSheet name={file.originalFilename} text={data} isCut={isCut} />
}
