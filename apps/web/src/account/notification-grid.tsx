import type { NotificationPreferences } from '@groundwork/domain'
import { Checkbox } from '@mantine/core'
import { type Channel, channels, isWanted, notices, withChoice } from './notification-preferences.ts'
import styles from './profile-form.module.css'
import { words } from './words.ts'

interface NotificationGridProps {
  readonly preferences: NotificationPreferences
  readonly onChange: (preferences: NotificationPreferences) => void
}

/** What to hear of, and how. */
export function NotificationGrid({ preferences, onChange }: NotificationGridProps) {
  return (
    <table className={styles.grid}>
      <thead>
        <tr>
          <th scope="col">{words.notice}</th>
          {channels.map((channel) => (
            <th key={channel} scope="col" className={styles.channel}>
              {words.channel[channel]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {notices.map((notice) => (
          <tr key={notice}>
            <th scope="row">{words.noticeOf[notice]}</th>
            {channels.map((channel: Channel) => (
              <td key={channel} className={styles.channel}>
                <Checkbox
                  aria-label={`${words.noticeOf[notice]}: ${words.channel[channel]}`}
                  checked={isWanted(preferences, notice, channel)}
                  onChange={({ currentTarget }) =>
                    onChange(withChoice(preferences, { notice, channel, isWanted: currentTarget.checked }))
                  }
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
