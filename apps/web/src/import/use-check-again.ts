import type { DataJobRow } from '@groundwork/domain'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import { useStillHere } from '../ui/use-still-here.ts'
import { planQuery } from './import-queries.ts'
import type { ImportSearch } from './import-search.ts'
import { type Mending, mendedParameters } from './mending.ts'

/** Tries the plan of a job anew with what was mended in it. Jobs never change: it is another one, and the address follows. */
export function useCheckAgain(job: DataJobRow, go: (next: ImportSearch) => void) {
  const client = useQueryClient()
  const isStillHere = useStillHere()
  const [isAsking, setIsAsking] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)

  async function attempt(work: () => Promise<void>): Promise<void> {
    setIsAsking(true)
    setProblem(null)
    try {
      await work()
    } catch (error) {
      setProblem(error)
    } finally {
      setIsAsking(false)
    }
  }

  const check = (mending: Mending) =>
    attempt(async () => {
      const { organization, target, inputFiles } = job
      const plan = await client.fetchQuery(planQuery(job.id))
      const { id } = await gw.dataJob.create({
        values: {
          organization,
          jobType: 'import',
          target,
          inputFiles,
          parameters: mendedParameters(plan, mending),
        },
      })
      if (isStillHere()) go({ file: inputFiles.main, job: id, step: undefined })
    })

  return { isAsking, problem, attempt, check }
}
