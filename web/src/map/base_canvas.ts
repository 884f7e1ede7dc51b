// Land, lakes, borders and disputed lines on a canvas, for the view that the ribbons were drawn for.
import type { BaseMap } from '../draw/base_map'
import { baseMapPaths } from '../draw/base_map_layer'
import { heightOf, widthOf } from '../draw/geometry'
import { style } from '../draw/style'
import type { View } from '../draw/view'

export function drawBaseMap(canvas: HTMLCanvasElement, map: BaseMap, view: View, year: number): void {
  const { left, top } = view.frame
  const width = widthOf(view.frame)
  const height = heightOf(view.frame)
  const density = Math.min(2, window.devicePixelRatio || 1)
  canvas.width = Math.round(width * density)
  canvas.height = Math.round(height * density)
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.setTransform(density, 0, 0, density, -left * density, -top * density)
  pen.fillStyle = style.sea
  pen.fillRect(left, top, width, height)
  const paths = baseMapPaths(map, view, year)
  pen.lineJoin = 'round'
  const area = (data: string, fill: string) => {
    const path = new Path2D(data)
    pen.fillStyle = fill
    pen.fill(path, 'evenodd')
    pen.strokeStyle = style.coast
    pen.lineWidth = style.coastWidth
    pen.stroke(path)
  }
  area(paths.land, style.land)
  area(paths.lakes, style.sea)
  pen.lineWidth = style.borderWidth
  pen.strokeStyle = style.border
  pen.stroke(new Path2D(paths.borders))
  pen.strokeStyle = style.disputed
  pen.setLineDash(style.disputedDash.split(' ').map(Number))
  pen.stroke(new Path2D(paths.disputed))
}
