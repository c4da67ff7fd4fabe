import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ReferencePage } from '../reference/reference-page.tsx'
import { isReference } from './navigation.ts'

const route = getRouteApi('/app/$plural')

/** The records of one kind, whichever the address names. Reference data stands beside the list of its kinds. */
export function RecordRoute(): ReactNode {
  const { outline, Screen } = route.useLoaderData()
  if (!isReference(outline)) return <Screen key={outline.name} outline={outline} />
  return (
    <ReferencePage current={outline.plural}>
      <Screen key={outline.name} outline={outline} />
    </ReferencePage>
  )
}
