// The two dictionaries: English is the pattern, German must have every word of it, or nothing compiles.
import { de } from './de'
import { en, type Words } from './en'
import type { Language } from './numbers'

export type { Words }
export const dictionaries: Record<Language, Words> = { en, de }
