// English, the pattern of the dictionaries. Terms are those of docs/glossary.md.
const degrees = (value: number, positive: string, negative: string) => `${Math.abs(Math.round(value))}° ${value < 0 ? negative : positive}`
const some = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export const en = {
  // head
  search: 'Search',
  searchHint: 'Place, link, actor, measure …',
  nothingFound: 'Nothing of that name',
  viewLabel: 'Answer shown',
  views: { baseline: 'Baseline', scenario: 'Scenario', change: 'Change' },
  export: 'Export',
  exportOf: (view: string) => `What is shown (${view})`,
  formats: {
    svg: ['SVG', 'picture that scales'], png: ['PNG', 'picture, two pixels a point'], csv: ['CSV', 'links as a table'],
    gpkg: ['GeoPackage', 'for QGIS, with styles'], geojson: ['GeoJSON', 'for other map programs'], report: ['Report', 'one page for print and mail'],
  },
  scenarioWord: 'Scenario',
  saveFile: ['Save file', 'the scenario with its notes'],
  openFile: ['Open file', 'a scenario saved before'],
  copyCommand: ['Command', 'copies the line that gives the same'],
  copied: 'Copied',
  working: 'working …',
  fileFaults: { not_json: 'is not JSON', not_a_case: 'is no scenario file', unknown_field: 'has a field that is not known' },
  otherLanguageName: 'Deutsch',
  help: 'Help',
  dataVersion: (hash: string) => `Data version ${hash}`,

  // states
  loading: 'Reading the model …',
  solving: 'Solving …',
  asking: 'Asking the model …',
  gone: 'The server does not answer. What is shown may be old; it goes on as soon as the server is back.',
  retry: 'Try again',
  loadFailed: 'The model could not be read:',
  faultsTitle: (count: number) => some(count, 'fault in the model', 'faults in the model'),
  faultsHelp: 'Nothing can be solved before these are mended. Change the files and read the model again.',
  readAgain: 'Read again',
  emptyModel: 'This model has no places yet.',
  refused: 'Not solved.',
  staleNote: 'Solving; what is shown is the last answer',
  runLost: 'The server was started anew; the run is lost.',

  // scenario
  undo: 'Undo', redo: 'Redo', clear: 'Take back all changes',
  startFrom: 'Start from', baseCase: 'Base case',
  firstSteps: 'What if …? Take a prepared scenario, or right-click anything on the map.',
  changesLabel: 'Changes', addChange: 'Add a change', add: 'Add', remove: 'Remove', duplicate: 'Duplicate', onOff: 'On',
  goods: 'Goods', allGoods: 'all goods',
  kindOfChange: 'Kind of change', whereHint: 'Which link, place or actor?', cellForm: 'table:id:column=value', chooseMeasure: 'Which measure?',
  noLimitToChange: 'There is no limit or flow to change here',
  offers: { close: 'Close', reduce: 'Reduce', ban: 'Ban', toll: 'Toll', tariff: 'Tariff', capacity: 'Add capacity', set: 'Set a cell', lift: 'Lift a measure' },
  closeAllOf: (actor: string) => `Close all that ${actor} controls`,
  liftWord: 'Lift', liftHelp: 'What if this measure were not in force?', capacityTo: 'Capacity', setWord: (column: string) => `Set ${column}`,
  actOn: 'Change', showDetails: 'Show details',
  scope: (links: number, places: number, actors: number) => `Touches ${some(links, 'link', 'links')}, ${some(places, 'place', 'places')}, ${some(actors, 'actor', 'actors')}`,
  notes: 'Title and notes', notesHint: 'Why this scenario, on what grounds', titleOfScenario: 'Title of the scenario',

  // figures
  figures: 'Figures', kpis: { surplus: 'Surplus J', welfare: 'Welfare W', cost: 'Cost' },
  kpiHelp: {
    surplus: 'What buyers would pay less what it costs: the amount that the programme maximises',
    welfare: 'The sum of all actors’ accounts',
    cost: 'Of making and moving the goods',
  },
  unchanged: 'unchanged', actorShown: 'Actor shown', unserved: 'Unserved demand', nothingUnserved: 'none: all demand is served',
  provedOptimal: (gap: string) => `Proved optimal, gap ${gap}`,
  boundOnly: (gap: string) => `Stopped at a limit, gap ${gap}`,
  certificateHelp: 'A check that shares nothing with the solver reads the tables anew: goods balance, limits hold, and no answer can be better than the bound.',
  objective: 'Objective', bound: 'Bound', imbalance: 'Largest imbalance', violation: 'Largest violation', complementarity: 'Complementarity', method: 'Method',
  widthIsFlow: 'Goods shown · width is flow', widthIsChange: 'Goods shown · width is change',

  // map
  mapLabel: 'Map of flows. Arrow keys move it, plus and minus zoom.', flowsLabel: 'Flows and places',
  zoomIn: 'Zoom in', zoomOut: 'Zoom out', showAll: 'Show the whole model',
  projection: (kind: string, lat: number, lon: number) =>
    kind === 'equal_earth' ? `Equal Earth, centre ${degrees(lon, 'E', 'W')}.` : `Lambert azimuthal equal-area, centre ${degrees(lat, 'N', 'S')} ${degrees(lon, 'E', 'W')}.`,
  boundaryNote: 'Dashed: disputed boundary; no position on legal status is implied.',
  edge: { to: 'to', from: 'from', both: 'to/from' },
  legendUse: 'Colour: use of capacity', legendChange: 'Colour: change of flow, % of capacity', brownBlue: 'brown loses, blue gains', noLimitAs: (half: string) => `no limit: as below ${half}`,
  placeKinds: { hub: 'Hub', market: 'Market', port: 'Port', terminal: 'Terminal', refinery: 'Refinery', field: 'Field', border: 'Border crossing', strait: 'Strait' },
  modes: { pipeline: 'pipeline', rail: 'rail', road: 'road', sea: 'sea', ferry: 'ferry', river: 'river', transfer: 'transfer' },
  closed: 'closed', noFlow: 'no flow', noLimit: 'no limit', use: 'Use of capacity', throughput: 'Throughput',
  ofCapacity: (share: string) => `${share} of capacity`, shareOf: (share: string, amount: string) => `${share} of ${amount}`, changeOfCapacity: 'Share of capacity',
  before: 'before', after: 'after', oneMore: 'One more unit of capacity is worth', heldBy: (actors: string) => `held by ${actors}`,

  // side
  sideLabel: 'What the map shows, in words',
  tabs: { ranking: 'Ranking', changes: 'Changes', details: 'Details', tables: 'Tables', measures: 'Measures' },
  kinds: { node: 'Place', link: 'Link', actor: 'Actor', measure: 'Measure', scenario: 'Scenario' },
  nothingSelected: 'Click a link or place on the map, or search with /.',
  jurisdiction: 'Ground of', controller: 'Controlled by', owner: 'Owned by', flow: 'Flow', capacity: 'Capacity', rent: 'One more unit is worth',
  flowsByOrigin: 'What passes, by goods and origin', anyOrigin: 'any origin', viaActor: (actor: string) => `by way of ${actor}`, fromActor: (actor: string) => `from ${actor}`,
  entering: 'Comes in', leaving: 'Goes out', made: 'Made here', usedHere: 'Used here', pricesHere: 'Prices here',
  shutIn: (amount: string) => `${amount} shut in`, unservedOf: (amount: string) => `${amount} unserved`,
  accountsWord: 'Account', changeWord: 'Change',
  accounts: { producer_surplus: 'Producer surplus', consumer_surplus: 'Consumer surplus', rents: 'Rents', tolls: 'Tolls', tariffs: 'Tariffs', margins: 'Margins', cap_discounts: 'Discounts of caps', contracts: 'Contracts', total: 'Total' },
  noAccounts: 'No accounts in this answer.', linksHeld: 'Links controlled', placesHeld: 'Places controlled',
  whatBinds: 'What binds', nothingBinds: 'Nothing: there is room.', ownCapacity: 'its own capacity', nextBest: 'Next best way', extraCost: 'Extra cost', roomThere: 'Room there',
  firstOrder: (goods: string) => `For the first units of ${goods} that turn away; prices stay as they are. What a closure costs, Change shows.`,
  noOtherWay: (goods: string) => `No other way for ${goods}.`,
  legKinds: { demand: 'buyer', process: 'process', node: 'place', limit: 'limit', contract: 'contract' },
  inputs: 'Numbers that it rests on', showEvidence: 'Where this number comes from', statementsCount: (count: number) => some(count, 'statement about it', 'statements about it'),
  allStatements: 'All statements about it',

  // changes
  nothingChanged: 'Nothing is changed yet: this is the baseline.', changesBy: 'Changes by', by: { link: 'Link', actor: 'Actor', commodity: 'Goods' },
  sides: { lost: 'Lost', gained: 'Gained' }, none: 'none', fewer: 'Fewer rows', showAllRows: 'All rows', servedAsBefore: 'All demand is served as before.',

  // ranking
  rankingHelp: 'Closes each passage by itself and says what surplus J loses, who is hit hardest, and the best way round.',
  rankWhat: 'What is closed', rankKinds: { link: 'Links', node: 'Places', controller: 'Holders', measure: 'Measures lifted' },
  rankKind: { link: 'Link', node: 'Place', controller: 'Holder', measure: 'Measure' },
  lossOf: 'Ranked by', lossOfAll: 'loss of J', lossOfActor: (actor: string) => `loss of ${actor}`,
  rankStart: 'Rank', rankAgain: 'Rank anew', cancel: 'Cancel', top: 'Top', allOfThem: 'all', ofScenario: 'of the scenario', ofBaseline: 'of the baseline',
  rankProgress: 'Progress of the ranking', doneOf: (done: string, total: string) => `${done} of ${total}`, timeLeft: (time: string) => `${time} left`,
  runFailed: 'The run failed:', runCancelled: 'Cancelled; what was done is kept.',
  rankDone: (solved: number, unused: number, skipped: number) => `${solved} solved, ${unused} proved to change nothing${skipped > 0 ? `, ${skipped} left out by bounds` : ''}.`,
  inputsChanged: 'The inputs have changed since.', hardest: (actor: string, loss: string) => `${actor} −${loss}`,
  alternative: (link: string, gain: string, of: string, goods: string) => `Round by ${link}: ${gain} of ${of} ${goods}`, makeScenario: 'Make it a scenario',

  tightTitle: 'Where it is tight now', tightHelp: 'Full passages of the answer shown, by what one more unit of capacity is worth', nothingTight: 'Nothing is full.', worth: (price: string) => `+1 is worth ${price}`,

  // tables
  tableLabel: 'Table', tableNames: { link: 'Links', node: 'Places', actor: 'Actors' }, copyTable: 'Copy', filterRows: 'Filter rows', kindWord: 'Kind',

  // measures
  inForceOn: (day: string) => `In force on ${day}`, inForceIn: (period: string) => `In force in ${period}`, otherMeasures: 'Not in force', noMeasures: 'No measure', measuresInForce: 'Measures in force',
  onlyByScenario: 'only by a scenario', isInForce: 'in force', notInForce: 'not in force', imposer: 'Imposed by', valueWord: 'Value', fromWord: 'From', untilWord: 'Until',
  measureKinds: {
    ban: 'Ban', closure: 'Close', capacity_factor: 'Reduce', supply_factor: 'Supply', demand_factor: 'Demand', tariff: 'Tariff', toll: 'Toll', cost: 'Cost', delay: 'Delay', quota: 'Quota',
    price_cap: 'Price cap', service_ban: 'Service ban', reexport_ban: 'Re-export ban', exemption: 'Exemption', expansion: 'Add capacity', event: 'Event',
  },

  // evidence
  evidence: 'Evidence', close: 'Close', range: 'Plausible range', noSource: 'No source is given.', noMethod: 'no source', notUsed: 'stated, not used', atOtherTimes: 'At other times', changedBy: 'Changed by',
  statements: 'Statements', noStatements: 'No statements about it.', saidBy: (speaker: string) => speaker, contestedBy: (ids: string) => `Contested by ${ids}`,
  fromDate: (day: string) => `from ${day}`, untilDate: (day: string) => `until ${day}`,
  methods: { observed: 'observed', reported: 'reported', derived: 'derived', assumed: 'assumed', fitted: 'fitted' },
  statementKinds: { fact: 'fact', stance: 'stance', forecast: 'forecast', claim: 'claim', intent: 'intent' },
  columns: {
    owner: 'Owned by', capacity: 'Capacity', cost: 'Cost', toll: 'Toll', delay: 'Delay', length: 'Length', quantity: 'Quantity', price: 'Price', value: 'Value', link: 'Links', node: 'Places', controller: 'Controlled by',
    jurisdiction: 'On the ground of', mode: 'Mode', commodity: 'Goods', origin: 'Origin', destination: 'Bound for', via: 'By way of', at: 'Counts at',
  },

  // time
  timeline: 'In force on', earlier: 'Earlier change', later: 'Later change', dateShown: 'Date', wholePeriod: (period: string) => `All of ${period}`, timelineHint: 'Marks: days on which a measure begins or ends',

  // help
  helpIntro: 'Korridor computes who is cut off, at what price, and who gains, when somebody closes a passage. Everything here stays on this machine.',
  keysTitle: 'Keys',
  keys: [
    ['/', 'search'], ['1 2 3', 'baseline, scenario, change'], ['z y', 'undo, redo'], ['m', 'change what is selected'], ['e', 'evidence for what is selected'], ['[ ]', 'earlier and later day of a change'],
    ['← → ↑ ↓', 'move the map (when it has the focus)'], ['+ − 0', 'zoom in, out, whole model'], ['?', 'this page'], ['Esc', 'close, or select nothing'],
  ] as string[][],
  readingTitle: 'Reading the map',
  reading: [
    'Width is flow, each group of goods on its own scale. Colour is use of capacity: cool has room, amber is tight, dark red with white dashes is full.',
    'In Change brown loses and blue gains; links that stay as they were are faint.',
    'Right-click a link, place or strait, or press m, to close, reduce, ban, toll or enlarge it. A slider solves while you move it.',
    'Every answer is checked by a part that shares nothing with the solver; the seal under the figures tells the gap.',
    'Every input tells how it came about: observed, reported, derived, assumed or fitted. Click it for its source, its range and who contests it.',
  ],
}

export type Words = typeof en
