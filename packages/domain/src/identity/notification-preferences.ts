import { z } from 'zod'
import { jsonObject } from '../resource/json-object.ts'

/** The ways in which somebody can be told of something. */
export const notificationChannels = ['inApp', 'email', 'push'] as const
export type NotificationChannel = (typeof notificationChannels)[number]

/** As events are spelled: `file.available`, or a whole resource: `file`. */
const eventName = z
  .string()
  .max(100)
  .regex(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z-]*)?$/, 'The name of an event, such as file.available')

/** Event by channel: yes or no. What is not named is left to the event's own habit. */
export const notificationPreferences: z.ZodType<NotificationPreferences> = jsonObject.pipe(
  z.record(eventName, z.partialRecord(z.enum(notificationChannels), z.boolean())),
)
export type NotificationPreferences = Readonly<Record<string, Partial<Record<NotificationChannel, boolean>>>>
