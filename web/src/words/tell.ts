// Amounts and sentences of the model in the reader's language, for components and labels alike.
import type { LinkRow, Model } from '../api/client'
import type { Picture } from '../map/scene'
import { linkName, placeName } from '../map/scene'
import { app } from '../state/app.svelte'
import { number, percent, scaled, unitText } from './numbers'
import { amountScale, moneyScale, priceScale } from './units'

const model = (): Model => app.model!

/** An amount of a unit per period: 56.1 Mt/yr. */
export const amount = (value: number, unit: string, sign = false): string =>
  value === 0 ? '0' : scaled(value, amountScale(unit, model().period, value), app.language, sign)

/** Money per period: 5,652 bn USD/yr. */
export const money = (value: number, sign = false): string =>
  scaled(value, moneyScale(model().currency, model().period, value), app.language, sign)

/** Money for a unit: 34.3 USD/t. */
export const price = (value: number, unit: string, sign = false): string =>
  scaled(value, priceScale(model().currency, unit), app.language, sign)

export const share = (value: number, sign = false): string => percent(value, app.language, sign)

export const inGroup = (value: number, unit: string, sign = false): string =>
  `${number(value, app.language, sign)} ${unitText(unit, app.language)}`

export function nameOf(table: string, id: string): string {
  if (table === 'link') {
    const link = app.links.get(id)
    return link && app.model ? linkName(app.model, link, app.language) : id
  }
  if (table === 'node') {
    const place = app.places.get(id)
    return place ? placeName(place, app.language) : id
  }
  if (table === 'actor' || table === 'controller') return actorName(id)
  if (table === 'measure') return app.measures.get(id)?.title || id
  return id
}

export function actorName(id: string): string {
  const actor = app.actors.get(id)
  return actor ? (app.language === 'de' && actor.name_de ? actor.name_de : actor.name) : id
}

/** "Russia 47 %, Kazakhstan" of "RUS:0.4733;KAZ". */
export const actorNames = (ids: string): string =>
  ids
    .split(';')
    .filter(Boolean)
    .map((one) => {
      const [id, part] = one.split(':')
      return actorName(id!) + (part ? ` ${share(Number(part))}` : '')
    })
    .join(', ')

export const commodityName = (id: string): string => app.commodities.get(id)?.name ?? id
/** Without what the name explains after a colon or comma. */
export const commodityShort = (id: string): string => commodityName(id).split(/[:,(]/)[0]!.trim()
export const commodityUnit = (id: string): string => app.commodities.get(id)?.unit ?? ''

/** The classes of a ribbon in one line, for those who cannot point at it. */
export function ribbonText(picture: Picture, index: number): string {
  const ribbon = picture.scene.ribbons[index]!
  const sign = picture.scene.mode === 'change'
  const words = ribbon.flows.map((flow) => {
    const group = picture.scene.groups[flow.group]!
    return `${inGroup(flow.amount, group.unit, sign)} ${group.name}`
  })
  if (ribbon.closed) words.unshift(app.words.closed)
  if (!sign && ribbon.utilisation !== null) words.push(app.words.ofCapacity(share(ribbon.utilisation)))
  return `${ribbon.name}: ${words.join(', ') || app.words.noFlow}`
}

/** Rows of a link in both directions. */
export const linkRows = (rows: readonly LinkRow[] | undefined, id: string): LinkRow[] =>
  (rows ?? []).filter((row) => row.link_id === id)
