// A stand-in for `korridor serve` while it is being written: the same interface, each call answered by the command line program.
// node tests/mock.mjs --korridor PATH --model DIR [--port N]
import { spawn } from 'node:child_process'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

const argument = (name, fallback) => { const at = process.argv.indexOf(`--${name}`); return at < 0 ? fallback : process.argv[at + 1] }
const korridor = argument('korridor'), folder = argument('model'), port = Number(argument('port', 8642))
const root = new URL('../../build/web', import.meta.url).pathname

function table(name) {
  const path = join(folder, `${name}.csv`)
  if (!existsSync(path)) return []
  const rows = []; let row = [], cell = '', quoted = false
  const text = readFileSync(path, 'utf8')
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (quoted) { if (c === '"') { if (text[i + 1] === '"') { cell += '"'; i++ } else quoted = false } else cell += c }
    else if (c === '"') quoted = true
    else if (c === ',') { row.push(cell); cell = '' }
    else if (c === '\n') { row.push(cell); rows.push(row); row = []; cell = '' }
    else if (c !== '\r') cell += c
  }
  const [head, ...body] = rows
  return body.map((r) => Object.fromEntries(head.map((h, i) => [h, r[i] ?? ''])))
}
const cache = new Map()
function tool(args, progress) {
  const key = JSON.stringify(args)
  if (cache.has(key)) return cache.get(key)
  const p = new Promise((ok, fail) => {
    const child = spawn(korridor, args); let out = '', err = ''
    child.stdout.on('data', (d) => (out += d)); child.stderr.on('data', (d) => (err += d))
    progress?.(child)
    child.on('close', (code) => { try { ok(JSON.parse(out)) } catch { cache.delete(key); fail(Object.assign(new Error(err || `exit ${code}`), {})) } })
  })
  cache.set(key, p); p.catch(() => {}); return p
}
const caseArgs = (c = {}) => [
  ...(c.scenario ? ['--scenario', c.scenario] : []), ...(c.date ? ['--date', c.date] : []), ...(c.period ? ['--period', c.period] : []),
  ...['close', 'ban', 'measure', 'set', 'lift'].flatMap((k) => (c[k] ?? []).flatMap((v) => [`--${k}`, v]))]
const solve = (c) => tool(['solve', folder, '--json', ...caseArgs(c)])
const shortName = (n) => n.replace(/[(,;].*/, '').trim()

async function model() {
  const base = await solve({})
  const toml = Object.fromEntries([...readFileSync(join(folder, 'korridor.toml'), 'utf8').matchAll(/^(\w+) = "(.*)"$/gm)].map((m) => [m[1], m[2]]))
  const commodities = table('commodity'), names = [...new Set(commodities.map((c) => c.group || c.commodity_id))]
  const factor = { kt: 1e-3, t: 1e-6, bcm: 1, TEU: 1e-6, unit: 1e-6 }, gunit = { kt: 'Mt/yr', t: 'Mt/yr', bcm: 'bcm/yr', TEU: 'million TEU/yr', unit: 'million unit/yr' }
  const unit = Object.fromEntries(commodities.map((c) => [c.commodity_id, base.units.commodities[c.commodity_id]]))
  const groups = names.map((g) => {
    const members = commodities.filter((c) => (c.group || c.commodity_id) === g)
    const u = unit[members[0].commodity_id]
    const by = {}
    for (const f of base.flows) if (members.some((m) => m.commodity_id === f.commodity_id)) { const k = `${f.link_id}|${f.from_node_id}`; by[k] = (by[k] ?? 0) + f.flow * factor[u] }
    const full = Math.max(0, ...Object.values(by)); const p = 10 ** Math.floor(Math.log10(full || 1))
    return { group_id: g, name: members.length === 1 ? members[0].name : g[0].toUpperCase() + g.slice(1), unit: gunit[u] ?? u, commodities: members.map((m) => m.commodity_id), factors: members.map((m) => factor[unit[m.commodity_id]]), full_width_amount: full, legend_amounts: [p / 5, p, full > 5 * p ? 5 * p : 2 * p] }
  })
  const through = {}
  for (const f of base.flows) { const g = groups.find((x) => x.commodities.includes(f.commodity_id)); for (const n of [f.from_node_id, f.to_node_id]) through[n] = Math.max(through[n] ?? 0, Math.sqrt(Math.min(1, (f.flow * g.factors[0]) / g.full_width_amount))) }
  const kind = (t) => [['market', 'market'], ['city', 'market'], ['port', 'port'], ['terminal', 'terminal'], ['refinery', 'refinery'], ['field', 'field'], ['border', 'border'], ['strait', 'strait'], ['canal', 'strait'], ['crossing', 'border']].find(([w]) => t.includes(w))?.[1] ?? 'hub'
  const scenarios = new Map()
  for (const s of table('scenario')) { const it = scenarios.get(s.scenario_id) ?? { scenario_id: s.scenario_id, title: '' }; it.title ||= s.title; scenarios.set(s.scenario_id, it) }
  const measures = table('measure').map((m) => ({ measure_id: m.measure_id, title: m.title || m.measure_id, kind: m.kind, imposer: m.imposer, date_from: m.date_from ?? '', date_to: m.date_to ?? '', dated: Boolean(m.date_from), value: m.value ?? '', value_unit: m.value_unit ?? '', selectors: Object.fromEntries(['link', 'node', 'controller', 'jurisdiction', 'mode', 'commodity', 'origin', 'destination', 'via', 'at'].filter((k) => m[k]).map((k) => [k, m[k]])) }))
  return {
    korridor: base.korridor, usable: true, findings: [], title: toml.title, data_version: '17c88d7c896121ce', currency: toml.currency, period: toml.period, base_period: toml.base_period, start: toml.start, end: toml.end,
    places: table('node').map((n) => ({ node_id: n.node_id, name: n.name, lon: +n.x_coord, lat: +n.y_coord, kind: kind(n.node_type), importance: through[n.node_id] ?? 0, label: shortName(n.name), jurisdiction: n.jurisdiction, controller: n.controller })),
    links: table('link').map((l) => ({ link_id: l.link_id, name: l.name, from_node_id: l.from_node_id, to_node_id: l.to_node_id, directed: l.directed !== '0', mode: l.mode, carrier: (l.carrier ?? '').split(';').filter(Boolean), jurisdiction: l.jurisdiction, controller: l.controller, owner: l.owner, route: [...(l.geometry ?? '').matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map((m) => [+m[1], +m[2]]).slice(1, -1), unit: base.links.find((r) => r.link_id === l.link_id)?.unit ?? '', capacity: l.capacity ? +l.capacity : null })),
    commodities: commodities.map((c) => ({ commodity_id: c.commodity_id, name: c.name, unit: unit[c.commodity_id], group: c.group || c.commodity_id })),
    groups, actors: table('actor').map((a) => ({ actor_id: a.actor_id, name: a.name, name_de: a.name_de, kind: a.kind })), scenarios: [...scenarios.values()], measures,
    dates: [...new Set(measures.flatMap((m) => [m.date_from, m.date_to]).filter(Boolean))].sort(),
  }
}
async function scope(c) {
  const m = await model()
  const elements = (c.close ?? []).map((t) => t.split(':').at(-1))
  const cells = [...(c.measure ?? []), ...(c.ban ?? [])].flatMap((t) => [...t.matchAll(/\b(link|node|controller)=(\S+)/g)].map((x) => x[2]))
  const ids = new Set([...elements, ...cells])
  const links = m.links.filter((l) => ids.has(l.link_id) || ids.has(l.from_node_id) || ids.has(l.to_node_id) || l.controller.split(';').some((a) => ids.has(a)))
  const day = c.date ?? ''
  return { command: ['korridor solve', folder, ...caseArgs(c).map((a) => (/[\s;*"]/.test(a) ? `'${a}'` : a))].join(' '), links: links.map((l) => l.link_id), nodes: m.places.filter((p) => ids.has(p.node_id)).map((p) => p.node_id), actors: [...new Set(links.flatMap((l) => `${l.controller};${l.owner}`.split(';').filter(Boolean)))], measures_in_force: m.measures.filter((x) => x.dated && (day ? x.date_from <= day && (!x.date_to || x.date_to >= day) : x.date_from <= `${m.base_period}-12-31` && (!x.date_to || x.date_to >= `${m.base_period}-01-01`))).map((x) => x.measure_id) }
}
const runs = new Map(), listeners = new Set()
function tell(event, run) { for (const l of listeners) l.write(`event: ${event}\ndata: ${JSON.stringify(run)}\n\n`) }
function startRun(body) {
  const run = { run_id: `r${runs.size + 1}`, kind: body.kind, state: 'running', done: 0, total: 0, stage: 'closing each passage', seconds_left: null, message: '', result: null }
  runs.set(run.run_id, run)
  const r = body.rank ?? {}
  const args = ['rank', folder, '--json', ...caseArgs(body.case), ...(r.kinds ?? []).flatMap((k) => ['--kind', k]), ...(r.top ? ['--top', String(r.top)] : [])]
  const began = Date.now(), total = (r.kinds?.length ?? 4) * 50
  const timer = setInterval(() => { run.total = total; run.done = Math.min(total - 1, run.done + 5); run.seconds_left = Math.max(1, (total - run.done) / 50); tell('progress', run) }, 100)
  tool(args, (child) => (run.child = () => child.kill('SIGINT'))).then((result) => { run.result = result; run.done = run.total = result.cases; run.state = run.state === 'cancelled' ? 'cancelled' : 'done' }, (e) => { run.state = 'failed'; run.message = e.message })
    .finally(() => { clearInterval(timer); run.seconds_left = 0; tell(run.state, run) })
  return run
}
createServer((request, response) => {
  let text = ''
  request.on('data', (d) => (text += d)).on('end', async () => {
    const url = new URL(request.url, 'http://x'), body = text ? JSON.parse(text) : {}
    const send = (status, value) => { response.writeHead(status, { 'Content-Type': 'application/json' }); response.end(JSON.stringify(value, (k, v) => (k === 'child' ? undefined : v))) }
    try {
      const path = url.pathname
      if (path === '/api/model') return send(200, await model())
      if (path === '/api/basemap') { response.writeHead(200, { 'Content-Type': 'text/plain' }); return createReadStream(new URL('../../assets/basemap.txt', import.meta.url)).pipe(response) }
      if (path === '/api/solve') {
        const a = { ...(await solve(body.case)) }
        if (body.parts) for (const k of ['links', 'flows', 'prices', 'unserved', 'actors', 'nodes', 'demands', 'supplies']) if (!body.parts.includes(k)) delete a[k]
        if (body.node_id) for (const k of Object.keys(a)) if (Array.isArray(a[k])) a[k] = a[k].filter((r) => !('node_id' in r || 'from_node_id' in r) || r.node_id === body.node_id || r.from_node_id === body.node_id || r.to_node_id === body.node_id)
        return send(200, a)
      }
      if (path === '/api/compare') return send(200, await tool(['compare', folder, '--json', ...caseArgs(body.after)]))
      if (path === '/api/why') return send(200, await tool(['why', folder, body.element, ...(body.column ? [body.column] : []), '--json', ...(body.column ? [] : caseArgs(body.case))]))
      if (path === '/api/scope') return send(200, await scope(body.case))
      if (path === '/api/evidence') return send(200, await tool(['evidence', folder, '--json', ...(url.searchParams.has('element') ? ['--element', url.searchParams.get('element')] : [])]))
      if (path === '/api/runs' && request.method === 'POST') return send(202, startRun(body))
      if (path.startsWith('/api/runs/')) { const run = runs.get(path.slice(10)); if (!run) return send(404, { code: 'not_found', message: 'no such run', findings: [] }); if (request.method === 'DELETE') { run.state = 'cancelled'; run.child?.() } return send(request.method === 'DELETE' ? 202 : 200, run) }
      if (path === '/api/events') { response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' }); response.write(': hello\n\n'); listeners.add(response); const beat = setInterval(() => response.write(': hb\n\n'), 2000); response.on('close', () => { clearInterval(beat); listeners.delete(response) }); return }
      const file = join(root, path === '/' ? 'index.html' : path)
      if (!existsSync(file)) return send(404, { code: 'not_found', message: path, findings: [] })
      const type = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', woff2: 'font/woff2' }[file.split('.').at(-1)]
      response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'" })
      createReadStream(file).pipe(response)
    } catch (fault) { send(422, { code: 'bad_input', message: fault.message, findings: [] }) }
  })
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/`))
