import { useSessionStorage } from '@mantine/hooks'
import { type Mending, nothingMended } from './mending.ts'

/** What has been mended of a job's rows. The tab keeps it until it is tried: loading the page again loses nothing. */
export const useMending = (job: string | undefined) =>
  useSessionStorage<Mending>({
    key: `groundwork mending ${job ?? ''}`,
    defaultValue: nothingMended,
    getInitialValueInEffect: false,
  })
