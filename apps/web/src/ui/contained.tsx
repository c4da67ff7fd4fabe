import { Component, type ReactNode } from 'react'

interface ContainedProps {
  readonly children: ReactNode
  /** What is shown. Another is tried anew. */
  readonly of: string
  /** What stands in the place of what did not come, or broke. */
  readonly instead: (error: unknown) => ReactNode
}

interface ContainedState {
  readonly failure: { readonly error: unknown } | undefined
}

/** Keeps a failure to the part of the screen that it is of: what stands around it goes on. */
export class Contained extends Component<ContainedProps, ContainedState> {
  override state: ContainedState = { failure: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { failure: { error } }
  }

  override componentDidUpdate(before: ContainedProps): void {
    if (before.of !== this.props.of && this.state.failure) this.setState({ failure: undefined })
  }

  override render(): ReactNode {
    const { failure } = this.state
    return failure ? this.props.instead(failure.error) : this.props.children
  }
}
