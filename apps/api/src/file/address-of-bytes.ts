import { z } from 'zod'

/** Where whoever asked, or their browser by itself, fetches bytes, and until when. */
export const addressOfBytes = z.strictObject({ url: z.string(), expiresAt: z.string() })
