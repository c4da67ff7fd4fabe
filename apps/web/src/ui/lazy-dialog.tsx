import { type ComponentType, Suspense } from 'react'
import { ComingDialog } from './coming-dialog.tsx'
import { type LazyPart, lazyPart } from './lazy-part.tsx'
import { NotLoadedDialog } from './not-loaded.tsx'

/** A dialog whose script comes when it is first opened. It can be left while it comes; where it does not come, that is said in its place. */
export function lazyDialog<Props extends { readonly onClose: () => void }>(
  load: () => Promise<ComponentType<Props>>,
  instead: ComponentType<Props> = NotLoadedDialog,
): LazyPart<Props> {
  const Part = lazyPart<Props>(load, instead)
  const Door = (props: Props) => (
    <Suspense fallback={<ComingDialog onClose={props.onClose} />}>
      <Part {...props} />
    </Suspense>
  )
  return Object.assign(Door, { preload: Part.preload })
}
