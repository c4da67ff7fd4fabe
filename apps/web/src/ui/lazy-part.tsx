import { type ComponentType, lazy } from 'react'
import { Contained } from './contained.tsx'

/**
 * A part of a screen whose script comes when it is first shown; whoever shows it says in a `Suspense` what stands there meanwhile.
 * Where it does not come, as after a newer client was put in place, or breaks, `instead` is shown with the same props, and the screen
 * around it goes on. `of` names what is shown: a part that broke over one thing is tried anew with another.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  instead: ComponentType<Props>,
  of: (props: Props) => string = () => '',
) {
  // What did not come once is not asked for again: `lazy` keeps that, and so do browsers. Only loading the page anew helps.
  const Part: ComponentType<Props> = lazy(async () => ({ default: await load() }))
  const Instead = instead
  return (props: Props) => (
    <Contained of={of(props)} instead={() => <Instead {...props} />}>
      <Part {...props} />
    </Contained>
  )
}
