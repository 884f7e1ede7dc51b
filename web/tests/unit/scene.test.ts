// From answers to ribbons and to lists of what differs, on a corridor of three places.
import { describe, expect, it } from 'vitest'
import type { Answer, Model } from '../../src/api/client'
import { changeClass, utilisationClass } from '../../src/draw/ribbons'
import { linkName, pictureOf } from '../../src/map/scene'
import { transformBetween, moved, zoomed } from '../../src/map/camera'
import { actorDifferences, linkDifferences } from '../../src/state/differences'
import { changeFor } from '../../src/state/offers'
import { find } from '../../src/state/find'

const place = (node_id: string, lon: number) => ({
  node_id,
  name: `${node_id} port`,
  name_de: `${node_id}-Hafen`,
  lon,
  lat: 45,
  kind: 'port' as const,
  importance: 0.5,
  label: node_id,
  jurisdiction: 'AAA',
  controller: 'AAA',
})
const way = (link_id: string, from_node_id: string, to_node_id: string, directed: boolean) => ({
  link_id,
  name: link_id,
  from_node_id,
  to_node_id,
  directed,
  mode: 'rail',
  carrier: [],
  jurisdiction: '',
  controller: 'AAA',
  owner: '',
  route: [[11, 46]],
  unit: 'kt',
  capacity: 10,
})
const model = {
  korridor: '',
  usable: true,
  findings: [],
  title: '',
  data_version: '',
  currency: 'USD',
  period: 'year',
  base_period: '2023',
  start: '',
  end: '',
  places: [place('Aktau', 10), place('Bakı', 20), place('Çeşme', 30)],
  links: [way('ab', 'Aktau', 'Bakı', true), way('bc', 'Bakı', 'Çeşme', false)],
  commodities: [
    { commodity_id: 'oil', name: 'Oil', unit: 'kt', group: 'oil' },
    { commodity_id: 'fuel', name: 'Fuel', unit: 't', group: 'oil' },
  ],
  groups: [
    {
      group_id: 'oil',
      name: 'Oil',
      unit: 'Mt/yr',
      commodities: ['oil', 'fuel'],
      factors: [1e-3, 1e-6],
      full_width_amount: 10,
      legend_amounts: [1, 5, 10],
    },
  ],
  actors: [],
  scenarios: [],
  measures: [],
  dates: [],
} as unknown as Model
const flow = (link_id: string, from_node_id: string, to_node_id: string, commodity_id: string, amount: number) => ({
  link_id,
  from_node_id,
  to_node_id,
  commodity_id,
  origin: null,
  via: null,
  flow: amount,
  utilization: null,
})
const row = (link_id: string, from_node_id: string, to_node_id: string, amount: number, closed = false) => ({
  link_id,
  from_node_id,
  to_node_id,
  flow: amount,
  capacity: closed ? 0 : 10_000,
  rent: 0,
  unit: 'kt',
  utilization: amount / 10_000,
  closed,
})
const base = {
  links: [row('ab', 'Aktau', 'Bakı', 8000), row('bc', 'Bakı', 'Çeşme', 0), row('bc', 'Çeşme', 'Bakı', 1000)],
  flows: [
    flow('ab', 'Aktau', 'Bakı', 'oil', 6000),
    flow('ab', 'Aktau', 'Bakı', 'fuel', 2e6),
    flow('bc', 'Çeşme', 'Bakı', 'oil', 1000),
  ],
}
const shut = { links: [row('ab', 'Aktau', 'Bakı', 0, true), base.links[1]!, base.links[2]!], flows: [base.flows[2]!] }
const options = { date: '', language: 'en' as const, hidden: new Set<string>() }

describe('a picture', () => {
  it('adds goods of a group up in the unit of the group, direction by direction', () => {
    const { scene, strands } = pictureOf(model, base, undefined, options)
    expect(strands.map((strand) => `${strand.linkId} ${strand.forward}`)).toEqual(['ab true', 'bc false'])
    expect(scene.ribbons[0]!.flows).toEqual([{ group: 0, amount: 8 }])
    expect(scene.ribbons.find((ribbon) => ribbon.id === 'bc:back')!.flows).toEqual([{ group: 0, amount: 1 }])
    expect(scene.ribbons.find((ribbon) => ribbon.id === 'bc:back')!.route).toEqual([{ lon: 11, lat: 46 }])
  })
  it('shows a closed link as closed, without a use', () =>
    expect(pictureOf(model, shut, undefined, options).scene.ribbons[0]).toMatchObject({
      closed: true,
      flows: [],
      utilisation: null,
    }))
  it('of changes tells the loss as a share of the capacity that there was', () => {
    const { scene } = pictureOf(model, shut, base, options)
    expect(scene.mode).toBe('change')
    expect(scene.ribbons[0]).toMatchObject({ closed: true, change: -0.8, flows: [{ group: 0, amount: -8 }] })
    expect(scene.ribbons.find((ribbon) => ribbon.id === 'bc:back')!.flows).toEqual([{ group: 0, amount: 0 }])
  })
  it('leaves out hidden groups and names places in the language', () => {
    const { scene } = pictureOf(model, base, undefined, { ...options, language: 'de', hidden: new Set(['oil']) })
    expect(scene.ribbons.every((ribbon) => ribbon.flows.length === 0)).toBe(true)
    expect(scene.places[0]!.name).toBe('Aktau-Hafen')
  })
})

describe('colour classes', () => {
  it('of use begin at their breaks', () =>
    expect([null, 0.49, 0.5, 0.7, 0.85, 0.95, 1].map((share) => utilisationClass(share))).toEqual([0, 0, 1, 2, 3, 4, 4]))
  it('of change mirror each other', () =>
    expect([-0.6, -0.5, -0.2, -0.05, 0, 0.05, 0.2, 0.5].map((share) => changeClass(share, share))).toEqual([
      0, 0, 1, 2, 3, 4, 5, 6,
    ]))
})

describe('what differs', () => {
  it('is sorted into lost and gained', () => {
    const { lost, gained } = linkDifferences(model, base as unknown as Answer, shut as unknown as Answer, new Set())
    expect(lost).toMatchObject([{ id: 'ab', before: 8000, after: 0, change: -8000, unit: 'kt' }])
    expect(gained).toEqual([])
  })
  it('is not the rounding of a solver', () => {
    const actors = (total: number) => [{ actor_id: 'A', total }] as never
    expect(actorDifferences(actors(1e12), actors(1e12 + 1))).toEqual({ lost: [], gained: [] })
  })
})

describe('what is offered', () => {
  it('takes a share of a capacity, or limits the flow where there is none', () => {
    const unlimited = base.links.map((one) => ({ ...one, capacity: null }))
    const link = { table: 'link', id: 'ab' } as const
    const answer = (links: unknown) => ({ links, flows: base.flows }) as unknown as Answer
    expect(changeFor('reduce', link, model, answer(base.links))).toMatchObject({
      cells: { kind: 'capacity_factor', value: '0.5', link: 'ab' },
    })
    expect(changeFor('reduce', link, model, answer(unlimited))).toMatchObject({
      kind: 'set',
      column: 'capacity',
      value: '4',
      unit: 'Mt/yr',
    })
    expect(changeFor('capacity', link, model, answer(unlimited))).toBeUndefined()
    expect(changeFor('capacity', link, model, answer(base.links))).toMatchObject({
      cells: { kind: 'expansion', value: '2.5', value_unit: 'Mt/yr' },
    })
  })
  it('charges the goods that most passes of, by their own unit', () => {
    const answer = { links: base.links, flows: [...base.flows, flow('bc', 'Çeşme', 'Bakı', 'fuel', 9e6)] } as unknown as Answer
    expect(changeFor('toll', { table: 'link', id: 'bc' }, model, answer)).toMatchObject({
      cells: { commodity: 'fuel', value_unit: 'USD/t', link: 'bc' },
    })
    expect(changeFor('toll', { table: 'link', id: 'ab' }, model, answer)).toMatchObject({ cells: { commodity: 'oil' } })
  })
})

describe('search', () => {
  it('finds names without their signs, by their beginning first', () => {
    expect(find(model, 'en', 'baki').map((hit) => hit.id)).toEqual(['Bakı'])
    expect(find(model, 'en', 'ces')[0]!.id).toBe('Çeşme')
    expect(find(model, 'en', 'bc')[0]!.id).toBe('bc') // the whole id before all else
    expect(find(model, 'en', 'zz')).toEqual([])
  })
})

describe('a camera', () => {
  const camera = { centre: { x: 0.5, y: 0.2 }, scale: 100 }
  it('moves the picture with the hand', () =>
    expect(transformBetween(camera, moved(camera, 30, -20))).toBe('translate(30px, -20px) scale(1)'))
  it('keeps the point under the pointer when it zooms', () => {
    const at = { x: 40, y: -25 }
    const near = zoomed(camera, 2, at, camera)
    const plane = (of: typeof camera) => [of.centre.x + at.x / of.scale, of.centre.y - at.y / of.scale]
    expect(near.scale).toBe(200)
    expect(plane(near)[0]).toBeCloseTo(plane(camera)[0]!, 12)
    expect(plane(near)[1]).toBeCloseTo(plane(camera)[1]!, 12)
  })
})

describe('names of links', () => {
  it('are made of the German names of their ends where they are made of those', () => {
    const named = (name: string) => linkName(model, { ...model.links[0]!, name }, 'de')
    expect(named('Aktau - Bakı')).toBe('Aktau-Hafen - Bakı-Hafen')
    expect(named('Aktau port - Bakı, containers')).toBe('Aktau-Hafen - Bakı-Hafen, containers')
    expect(named('Northern line')).toBe('Northern line')
    expect(named('Çeşme - Bakı')).toBe('Çeşme - Bakı-Hafen') // Çeşme is no end of it
    expect(linkName(model, { ...model.links[0]!, name: 'Aktau - Bakı' }, 'en')).toBe('Aktau - Bakı')
  })
})
