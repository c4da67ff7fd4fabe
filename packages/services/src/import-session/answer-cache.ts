/** Keeps answers for a while, for all processes alike. What it does not have, or cannot ask for, is worked out anew. */
export interface AnswerCache {
  get(key: string): Promise<string | null>
  set(key: string, answer: string, seconds: number): Promise<void>
}
