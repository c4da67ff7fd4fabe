import { describe, expect, it } from 'vitest'
import {
  type ColumnLayout,
  knownLayout,
  leastWidth,
  moveBeside,
  moveBy,
  readLayout,
  resizeTo,
  setShown,
} from './column-layout.ts'

const layout: ColumnLayout = { shown: ['name', 'sku', 'status', 'tags'], widths: {} }
const order = ({ shown }: ColumnLayout) => shown.join(' ')

describe('the columns of a list', () => {
  it('move left and right, and never before the one that names the row', () => {
    expect(order(moveBy(layout, 'tags', -1))).toBe('name sku tags status')
    expect(order(moveBy(layout, 'sku', -1))).toBe('name sku status tags')
    expect(order(moveBy(layout, 'tags', 1))).toBe('name sku status tags')
    expect(order(moveBy(layout, 'name', 2))).toBe('name sku status tags')
  })

  it('are dropped on either side of another', () => {
    expect(order(moveBeside(layout, 'tags', 'sku', 'before'))).toBe('name tags sku status')
    expect(order(moveBeside(layout, 'sku', 'tags', 'after'))).toBe('name status tags sku')
    expect(order(moveBeside(layout, 'sku', 'tags', 'before'))).toBe('name status sku tags')
    expect(order(moveBeside(layout, 'tags', 'name', 'before'))).toBe('name tags sku status')
    expect(moveBeside(layout, 'tags', 'nowhere', 'after')).toBe(layout)
  })

  it('are shown last and hidden, but the one that names the row', () => {
    expect(order(setShown(layout, 'updatedAt', true))).toBe('name sku status tags updatedAt')
    expect(order(setShown(layout, 'sku', false))).toBe('name status tags')
    expect(order(setShown(layout, 'name', false))).toBe('name sku status tags')
  })

  it('are neither too narrow to grasp nor wider than a screen', () => {
    expect(resizeTo(layout, 'sku', 3).widths).toEqual({ sku: 64 })
    expect(resizeTo(layout, 'sku', 9000).widths).toEqual({ sku: 800 })
    expect(resizeTo(resizeTo(layout, 'sku', 100), 'tags', 200.4).widths).toEqual({ sku: 100, tags: 200 })
  })

  it('that are no longer there are left out, and the first one is always there', () => {
    const kept = { shown: ['sku', 'customFields.color', 'tags', 'tags'], widths: {} }
    expect(order(knownLayout(kept, ['name', 'sku'], new Set(['name', 'sku', 'tags'])))).toBe('name sku tags')
  })

  it('are read from what was kept, whatever that is', () => {
    expect(readLayout(JSON.stringify(resizeTo(layout, 'sku', 120)))).toEqual({ ...layout, widths: { sku: 120 } })
    expect(readLayout('{"shown":["name",7],"widths":{"name":"wide"}}')).toEqual({ shown: ['name'], widths: {} })
    for (const text of ['null', '{', '7', '{"shown":"name"}', undefined]) expect(readLayout(text)).toBeNull()
  })

  it('need the room their track begins with', () => {
    expect([leastWidth('minmax(160px, 3fr)'), leastWidth('112px'), leastWidth('1fr')]).toEqual([160, 112, 64])
  })
})
