/** Why a run has to stop: somebody wants the job to end, somebody else has it, or its process ends. */
export type Interruption = 'cancelled' | 'lost' | 'stopping'

/** What a run's signal is aborted with, and what its checkpoints throw from then on. A runner lets it pass. */
export class JobInterrupted extends Error {
  override readonly name = 'JobInterrupted'

  constructor(readonly interruption: Interruption) {
    super(`The data job was interrupted: ${interruption}`)
  }
}
