import { type ComponentType, lazy, type ReactNode, useState } from 'react'
import { Contained } from './contained.tsx'

/** Shown at once where it was preloaded. */
export type LazyPart<Props extends object> = ((props: Props) => ReactNode) & {
  /** Has the script come beforehand. Whether it did is told by showing the part, so this does not fail. */
  readonly preload: () => Promise<void>
}

/**
 * A part of a screen whose script comes when it is first shown; whoever shows it says in a `Suspense` what stands there meanwhile.
 * Where it does not come, as after a newer client was put in place, or breaks, `instead` is shown with the same props, and the screen
 * around it goes on. `of` names what is shown: a part that broke over one thing is tried anew with another.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  instead: ComponentType<Props>,
  of: (props: Props) => string = () => '',
): LazyPart<Props> {
  let Known: ComponentType<Props> | undefined
  // What did not come once is not asked for again: `lazy` keeps that, as some browsers do. Only loading the page anew helps.
  const Awaited: ComponentType<Props> = lazy(async () => ({ default: Known ?? (await load()) }))
  const Instead = instead

  function Part(props: Props) {
    // What is shown stays what it is: another component in its place would forget what was entered.
    const [Shown] = useState<ComponentType<Props>>(() => Known ?? Awaited)
    return (
      <Contained of={of(props)} instead={() => <Instead {...props} />}>
        <Shown {...props} />
      </Contained>
    )
  }
  async function preload(): Promise<void> {
    Known ??= await load().catch(() => undefined)
  }
  return Object.assign(Part, { preload })
}
