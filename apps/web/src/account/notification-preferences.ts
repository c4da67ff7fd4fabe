import type { NotificationChannel, NotificationPreferences } from '@groundwork/domain'

/** What people may be told of, spelled as the events are. */
export const notices = ['file.quarantined', 'membership.created', 'membership.updated'] as const
export type Notice = (typeof notices)[number]

/** Those of the channels that there is a way to reach people by. */
export const channels = ['inApp', 'email'] as const satisfies readonly NotificationChannel[]
export type Channel = (typeof channels)[number]

interface Choice {
  readonly notice: Notice
  readonly channel: Channel
  readonly isWanted: boolean
}

/** Everything is wanted until somebody says no: only what was said is kept. */
export const isWanted = (preferences: NotificationPreferences, notice: Notice, channel: Channel): boolean =>
  preferences[notice]?.[channel] !== false

/** Leaves alone what was chosen for other events and channels. */
export const withChoice = (
  preferences: NotificationPreferences,
  { notice, channel, isWanted: wanted }: Choice,
): NotificationPreferences => ({ ...preferences, [notice]: { ...preferences[notice], [channel]: wanted } })
