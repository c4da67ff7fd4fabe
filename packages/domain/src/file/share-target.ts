/** Where the share sheet of a device sends what it is given, as `manifest.webmanifest` of the web client says. */
export const shareTargetPath = '/share-target'

/** Why nothing is left of what was shared: nobody was there to keep it, there was no file in it, or no room for it. */
export const shareTroubles = ['unready', 'empty', 'unkept'] as const
export type ShareTrouble = (typeof shareTroubles)[number]

/** The screen that asks where shared files go, told by their id, or that says why there are none. */
export const sharedAddress = (marker: string): string => `/files?shared=${encodeURIComponent(marker)}`
