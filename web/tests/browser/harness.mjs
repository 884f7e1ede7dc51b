// What the browser tests stand on: a server that can be stopped and started, a browser that records every call outside, and waits for
// states of the page instead of sleeping.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { flags } from './chromium.mjs'

export const pictures = new URL('../../../build/web-pictures/', import.meta.url).pathname

export const freePort = () =>
  new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => found(port))
    })
  })

/** `korridor serve` of a model on a port. */
export class Server {
  constructor(korridor, model, webRoot, port) {
    Object.assign(this, { korridor, model, webRoot, port, url: `http://127.0.0.1:${port}/` })
  }

  async start() {
    const options = [
      'serve',
      this.model,
      '--port',
      String(this.port),
      '--no-open',
      ...(this.webRoot ? ['--web-root', this.webRoot] : []),
    ]
    this.child = spawn(this.korridor, options, { stdio: ['ignore', 'pipe', 'pipe'] })
    this.output = ''
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on('data', (text) => (this.output += text))
    const ended = new Promise((done) => this.child.once('exit', done))
    this.ended = ended
    for (let tries = 0; tries < 200; ++tries) {
      if (this.child.exitCode !== null) throw new Error(`korridor serve ended:\n${this.output}`)
      if (
        await fetch(this.url).then(
          (reply) => reply.ok,
          () => false,
        )
      )
        return
      await new Promise((done) => setTimeout(done, 50))
    }
    throw new Error(`korridor serve does not answer:\n${this.output}`)
  }

  async stop() {
    if (!this.child || this.child.exitCode !== null) return
    this.child.kill('SIGTERM')
    const late = setTimeout(() => this.child.kill('SIGKILL'), 5000)
    await this.ended
    clearTimeout(late)
  }
}

export class Browser {
  static async start(chromiumPath) {
    const made = new Browser()
    made.folder = mkdtempSync(join(tmpdir(), 'korridor-web-'))
    made.context = await chromium.launchPersistentContext(made.folder, {
      executablePath: chromiumPath,
      args: flags,
      viewport: { width: 1280, height: 720 },
      acceptDownloads: true,
    })
    made.outside = []
    made.faults = []
    await made.context.route('**/*', (route) => {
      const { protocol, hostname } = new URL(route.request().url())
      if (hostname === '127.0.0.1' || ['data:', 'blob:'].includes(protocol)) return route.continue()
      made.outside.push(route.request().url())
      return route.abort()
    })
    mkdirSync(pictures, { recursive: true })
    return made
  }

  /** A fresh page at an address, once its first answer is there. */
  async open(url, size = [1280, 720]) {
    const page = await this.context.newPage()
    await page.setViewportSize({ width: size[0], height: size[1] })
    page.on('pageerror', (fault) => this.faults.push(String(fault.stack)))
    page.on('console', (message) => /Content Security Policy/.test(message.text()) && this.faults.push(message.text()))
    await page.goto(url, { timeout: 60_000 }) // a machine that builds beside is slow
    await ready(page)
    return page
  }

  async stop() {
    await this.context.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** The page has an answer to all that was asked, its type, and its address, which is written a little after the rest. */
export async function ready(page) {
  await page.waitForTimeout(150)
  await page.waitForSelector('.page[data-ready=true]', { timeout: 60_000 })
  await page.evaluate(() => document.fonts.ready)
}

export const picture = async (page, name, options = {}) => {
  await page.waitForTimeout(300) // the map draws itself anew 140 ms after it was moved
  await page.screenshot({ path: join(pictures, `${name}.png`), ...options })
}

export function check(condition, words) {
  if (!condition) throw new Error(words)
}

export function same(found, wanted, words) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)]
  if (a !== b) throw new Error(`${words}: found ${a}, wanted ${b}`)
}

/** A point on the widest ribbon of the map that is not covered, with its link. */
export async function pointOnRibbon(page) {
  return page.evaluate(() => {
    const ribbons = [...document.querySelectorAll('g[data-link]:not(.idle)')].filter((one) => one.querySelector('.flow'))
    ribbons.sort(
      (a, b) => b.querySelector('.flow').getAttribute('stroke-width') - a.querySelector('.flow').getAttribute('stroke-width'),
    )
    for (const ribbon of ribbons) {
      const path = ribbon.querySelector('.flow')
      for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
        const on = path.getPointAtLength(share * path.getTotalLength()).matrixTransform(path.getScreenCTM())
        if (document.elementFromPoint(on.x, on.y)?.closest('[data-link]') === ribbon)
          return { x: on.x, y: on.y, link: ribbon.dataset.link }
      }
    }
    throw new Error('no ribbon can be reached')
  })
}

export const figure = (page, at = 0) => page.locator('.tile').nth(at).locator('.figure').innerText()
