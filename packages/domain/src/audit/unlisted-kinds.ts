/** What has no rows that anybody lists, and yet a trail. */
export const unlistedKinds = ['apiKey', 'session', 'storageQuota', 'storagePolicy', 'storageMove'] as const
