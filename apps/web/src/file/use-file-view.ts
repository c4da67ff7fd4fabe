import { useLocalStorage } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { FileSearch, FileView } from './file-search.ts'

/** The view of files as the address holds it, and how to change it. Typing and browsing leave no trail of back steps; opening does. */
export function useFileView() {
  const search = useSearch({ strict: false }) as FileSearch
  const navigate = useNavigate()
  const [remembered, remember] = useLocalStorage<FileView>({ key: 'groundwork-file-view', defaultValue: 'list' })

  const change = useCallback(
    (next: Partial<FileSearch>, { isStep = false }: { isStep?: boolean } = {}) =>
      navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: !isStep }),
    [navigate],
  )
  return {
    search,
    change,
    view: search.view ?? remembered,
    setView: (view: FileView) => {
      remember(view)
      void change({ view })
    },
  }
}
