import { Button } from '@mantine/core'
import type { MendedJob } from './use-mended-job.ts'
import { words } from './words.ts'

/** Tries the whole file anew with what was mended. */
export const CheckAgainButton = ({ mended: { isAsking, tooMuch, checkAgain } }: { mended: MendedJob }) => (
  <Button loading={isAsking} disabled={tooMuch} onClick={checkAgain}>
    {words.checkAgain}
  </Button>
)
