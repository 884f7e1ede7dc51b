// Where the map looks: a point of the projection's plane and how many px a radius of the sphere takes. Gestures move a camera; the
// picture drawn for another camera follows by one CSS transform.
import { boxOf, heightOf, widthOf, type Box, type Point } from '../draw/geometry'
import type { Projection } from '../draw/projection'
import type { LonLat } from '../draw/scene'
import { View } from '../draw/view'

export interface Camera {
  centre: Point
  scale: number
}

export interface Size {
  width: number
  height: number
}

export const viewOf = (projection: Projection, camera: Camera, size: Size, beyond: number): View =>
  new View(projection, camera.scale, camera.centre, {
    left: -beyond,
    top: -beyond,
    right: size.width + beyond,
    bottom: size.height + beyond,
  })

/** Shows a picture drawn for one camera as another sees it; to be used with the middle of the map as origin. */
export function transformBetween(drawnFor: Camera, now: Camera): string {
  const grow = now.scale / drawnFor.scale
  const x = now.scale * (drawnFor.centre.x - now.centre.x)
  const y = -now.scale * (drawnFor.centre.y - now.centre.y)
  return x === 0 && y === 0 && grow === 1 ? 'none' : `translate(${x}px, ${y}px) scale(${grow})`
}

export const moved = (camera: Camera, dx: number, dy: number): Camera => ({
  scale: camera.scale,
  centre: { x: camera.centre.x - dx / camera.scale, y: camera.centre.y + dy / camera.scale },
})

const smallest = 0.6 // of the scale that shows the whole model
const largest = 60

/** Grows the picture by a factor; the point of the page at `at`, px from the middle, stays where it is. */
export function zoomed(camera: Camera, factor: number, at: Point, home: Camera): Camera {
  const scale = Math.min(largest * home.scale, Math.max(smallest * home.scale, camera.scale * factor))
  const keep = 1 / camera.scale - 1 / scale
  return { scale, centre: { x: camera.centre.x + at.x * keep, y: camera.centre.y - at.y * keep } }
}

/** A camera that shows points with some room round them. */
export function cameraOn(points: readonly Point[], size: Size, room: number, atMost: number): Camera {
  const box: Box = boxOf(points)
  const fit = (px: number, extent: number) => Math.max(40, px - 2 * room) / Math.max(extent, 1e-6)
  return {
    centre: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
    scale: Math.min(atMost, fit(size.width, widthOf(box)), fit(size.height, heightOf(box))),
  }
}

/**
 * The first look at a model: the dense part of its places rather than the ends of the world that it trades with. On each axis the
 * narrowest stretch that holds 85 of 100 of them, weighed alike; all of them where that hardly brings them nearer.
 */
export function firstLook(projection: Projection, places: readonly LonLat[], size: Size, home: Camera): Camera {
  const points = places.map((place) => projection.project(place))
  const stretch = (values: number[]): [number, number] => {
    values.sort((a, b) => a - b)
    const count = Math.max(1, Math.ceil(0.85 * values.length))
    let best = 0
    for (let k = 0; k + count <= values.length; ++k)
      if (values[k + count - 1]! - values[k]! < values[best + count - 1]! - values[best]!) best = k
    return [values[best] ?? 0, values[best + count - 1] ?? 0]
  }
  const [left, right] = stretch(points.map((p) => p.x))
  const [low, high] = stretch(points.map((p) => p.y))
  const dense = cameraOn(
    [
      { x: left, y: low },
      { x: right, y: high },
    ],
    size,
    30,
    20 * size.width,
  )
  return dense.scale > 1.9 * home.scale ? dense : home
}
