import { Skeleton } from '@mantine/core'

/** What is known of a file, before it is known. */
export function DetailsSkeleton() {
  return (
    <>
      <Skeleton height={128} />
      <Skeleton height={20} width={96} />
      <Skeleton height={32} />
      <Skeleton height={180} />
    </>
  )
}
