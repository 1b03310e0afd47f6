// The message catalogue: English first, every other language is one more file of the same shape.
import { createI18n, type I18n } from 'vue-i18n'
import en from './en.json'

/** The shape that every catalogue has. */
export type Words = typeof en

declare module 'vue-i18n' {
  // Gives `t` its keys, so that a missing text is a type error.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- an interface is the only thing that can be merged
  export interface DefineLocaleMessage extends Words {}
}

// Instants are UTC everywhere: a certificate's day must not move with the PC's time zone.
const datetimeFormats = {
  'en-GB': {
    day: { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
    time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  },
} as const

/** Makes the page's catalogue. */
export function createWords(): I18n {
  return createI18n({
    legacy: false,
    locale: 'en-GB',
    messages: { 'en-GB': en },
    datetimeFormats,
  }) as unknown as I18n
}
