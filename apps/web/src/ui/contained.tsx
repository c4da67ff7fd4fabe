import { Component, type ReactNode } from 'react'

interface ContainedProps {
  readonly children: ReactNode
  /** What is shown. Another is tried anew. */
  readonly of: string
  /** What stands in the place of what did not come, or broke. */
  readonly instead: () => ReactNode
}

interface ContainedState {
  readonly isBroken: boolean
}

/** Keeps a failure to the part of the screen that it is of: what stands around it goes on. */
export class Contained extends Component<ContainedProps, ContainedState> {
  override state: ContainedState = { isBroken: false }

  static getDerivedStateFromError(): ContainedState {
    return { isBroken: true }
  }

  override componentDidUpdate(before: ContainedProps): void {
    if (before.of !== this.props.of && this.state.isBroken) this.setState({ isBroken: false })
  }

  override render(): ReactNode {
    return this.state.isBroken ? this.props.instead() : this.props.children
  }
}
