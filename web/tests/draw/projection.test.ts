import { expect, it } from 'vitest'
import { angularDistance, longitudeDifference, Projection } from '../../src/draw/projection'

it('differences of longitudes take the near way round', () => {
  expect(longitudeDifference(-170, 170)).toBe(20)
  expect(longitudeDifference(170, -170)).toBe(-20)
  expect(longitudeDifference(180, 0)).toBe(-180)
})

it('Lambert agrees with the sphere example of Snyder, page 332', () => {
  // Centre 40 N 100 W, radius 3: the point 20 S 100 E lies at x = -4.2339303, y = 4.0257775.
  const plane = new Projection('lambert_azimuthal', { lon: -100, lat: 40 }).project({ lon: 100, lat: -20 })
  expect(3 * plane.x).toBeCloseTo(-4.2339303, 6)
  expect(3 * plane.y).toBeCloseTo(4.0257775, 6)
})

it('the inverse of Lambert finds the position again', () => {
  const projection = new Projection('lambert_azimuthal', { lon: 52, lat: 41 })
  const at = projection.lambertInverse(projection.project({ lon: -73.5, lat: 45.25 }))
  expect(at.lon).toBeCloseTo(-73.5, 9)
  expect(at.lat).toBeCloseTo(45.25, 9)
})

it('Equal Earth keeps areas: its world is as large as the sphere', () => {
  const projection = new Projection('equal_earth', { lon: 0, lat: 0 })
  let area = 0
  const step = 0.25
  for (let lat = -90; lat < 90; lat += step) {
    const [low, high] = [projection.projectTurned(180, lat), projection.projectTurned(180, lat + step)]
    area += (low.x + high.x) * (high.y - low.y) // both halves of a strip
  }
  expect(area).toBeCloseTo(4 * Math.PI, 3)
})

it('a quarter of the globe is ninety degrees', () => {
  expect(angularDistance({ lon: 0, lat: 0 }, { lon: 90, lat: 0 })).toBeCloseTo(90, 9)
})
