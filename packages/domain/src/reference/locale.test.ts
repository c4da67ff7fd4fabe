import { expect, it } from 'vitest'
import { isLanguageTag, isTimeZone } from './locale.ts'

it.each(['UTC', 'Europe/Vienna', 'America/Argentina/Buenos_Aires', 'Asia/Calcutta'])('%s is a time zone', (name) => {
  expect(isTimeZone(name)).toBe(true)
})

it.each(['', 'Vienna', 'Europe/Nowhere', 'Mars/Base'])('%j is no time zone', (name) => {
  expect(isTimeZone(name)).toBe('Not a time zone such as Europe/Vienna')
})

it.each(['en', 'de-AT', 'pt-BR', 'zh-Hant-TW', 'gsw'])('%s is a language', (tag) => {
  expect(isLanguageTag(tag)).toBe(true)
})

it.each(['', 'english', 'de_AT', 'xx', 'a', '12'])('%j is no language', (tag) => {
  expect(isLanguageTag(tag)).toBe('Not a language such as en or de-AT')
})
