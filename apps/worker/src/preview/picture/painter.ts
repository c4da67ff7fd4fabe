import type { ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import type { NoPreviewReason } from '@groundwork/domain'
import { NoPreview } from '../no-preview.ts'
import type { ToolRunner } from '../tool/run-tool.ts'
import type { DrawnPicture } from './draw-picture.ts'

/** What the program that `draw-pictures.ts` becomes answers to each picture. */
export type PainterAnswer =
  | { readonly kind: 'drawn'; readonly drawn: DrawnPicture }
  | { readonly kind: 'refused'; readonly reason: NoPreviewReason; readonly message: string }

export interface Painter {
  /** @throws NoPreview */
  draw(picture: Buffer): Promise<DrawnPicture>
}

export interface PainterOptions {
  /** How Node starts it. */
  readonly program: readonly string[]
  readonly wallMs?: number
  readonly memoryMegabytes?: number
}

/** As many pictures as are drawn at once, each by a process that has no other at that time. */
const HANDS = 2
const MEMORY_MEGABYTES = 1536
const WALL_MS = 45_000

/**
 * Draws pictures in processes that stay, as starting one takes longer than a picture. One that dies, or takes too long, is
 * replaced: the picture that it died of has no preview, and no other notices.
 */
export function openPainter(
  runner: ToolRunner,
  { program, wallMs = WALL_MS, memoryMegabytes = MEMORY_MEGABYTES }: PainterOptions,
): Painter {
  const start = () => runner.start({ program: process.execPath, args: program, directory: tmpdir(), memoryMegabytes })
  const free = Array.from({ length: HANDS }, () => new Hand(start, wallMs))
  const waiting: ((hand: Hand) => void)[] = []
  const take = () => {
    const hand = free.pop()
    return hand ? Promise.resolve(hand) : new Promise<Hand>((resolve) => waiting.push(resolve))
  }
  const giveBack = (hand: Hand) => {
    const next = waiting.shift()
    if (next) next(hand)
    else free.push(hand)
  }
  return {
    draw: async (picture) => {
      const hand = await take()
      try {
        return await hand.draw(picture)
      } catch (error) {
        if (runner.isClosed) throw new Error('The worker is stopping', { cause: error })
        throw error
      } finally {
        giveBack(hand)
      }
    },
  }
}

/** One process at a time, started when the first picture comes. */
class Hand {
  #child: ChildProcess | null = null

  constructor(
    private readonly start: () => ChildProcess,
    private readonly wallMs: number,
  ) {}

  async draw(picture: Buffer): Promise<DrawnPicture> {
    this.#child ??= this.start()
    const answer = await answerOf(this.#child, picture, this.wallMs).catch((error: unknown) => {
      this.#child?.kill('SIGKILL')
      this.#child = null
      throw error
    })
    if (answer.kind === 'refused') throw new NoPreview(answer.reason, answer.message)
    return answer.drawn
  }
}

function answerOf(child: ChildProcess, picture: Buffer, wallMs: number): Promise<PainterAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => settle(() => reject(new NoPreview('too_costly', `drawing it ${why}`)))
    const onMessage = (answer: unknown) => settle(() => resolve(answer as PainterAnswer))
    const onExit = (code: number | null, signal: string | null) => fail(`ended its process: ${signal ?? code}`)
    const onError = (error: Error) => settle(() => reject(error))
    const timer = setTimeout(() => fail('took too long'), wallMs)
    const settle = (end: () => void) => {
      clearTimeout(timer)
      child.off('message', onMessage).off('exit', onExit).off('error', onError)
      end()
    }
    child.on('message', onMessage).on('exit', onExit).on('error', onError)
    child.send(picture, (error) => error && onError(error))
  })
}
