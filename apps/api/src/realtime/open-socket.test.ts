import { describe, expect, it } from 'vitest'
import { OpenSocket } from './open-socket.ts'

describe('a socket', () => {
  it('carries a hundred subscriptions, and takes another one when one has ended', () => {
    const socket = new OpenSocket()
    const [first] = Array.from({ length: 100 }, () => socket.subscribe())
    expect(() => socket.subscribe()).toThrow(expect.objectContaining({ reason: 'too_many_subscriptions' }))
    first?.()
    first?.()
    socket.subscribe()
    expect(() => socket.subscribe()).toThrow()
  })
})
