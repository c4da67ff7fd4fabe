import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../../api/client.ts'
import type { FileRow } from '../file-queries.ts'

/** Uploads what the person picks as the next version of a file. */
export function useNewVersion({ id, organization }: FileRow) {
  const client = useQueryClient()
  const [percent, setPercent] = useState<number | null>(null)
  const [problem, setProblem] = useState<unknown>(null)

  async function upload(file: File) {
    setProblem(null)
    setPercent(0)
    try {
      await gw.uploadFile(file, {
        organization,
        replaces: id,
        onProgress: ({ sentBytes }) => setPercent(Math.round((100 * sentBytes) / Math.max(1, file.size))),
      })
    } catch (error) {
      setProblem(error)
    }
    setPercent(null)
    await client.invalidateQueries({ queryKey: ['file'] })
  }

  function pick() {
    const input = document.createElement('input')
    input.type = 'file'
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      if (file) void upload(file)
    })
    input.click()
  }
  return { pick, percent, problem }
}
