// What this code base never does, or does behind one door only: each ban says why and what to do instead.
// eslint.config.js decides which room gets which.

const ban = (names, message) => names.map((name) => ({ name, message }))

const network = ban(
  ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'RTCPeerConnection', 'RTCDataChannel'],
  'The app talks to nobody, and its policy refuses it. Let people bring and take files (platform/read-file.ts, save-file.ts).',
)

const webStorage = ban(
  ['localStorage', 'sessionStorage', 'caches', 'cookieStore'],
  'Web storage is open to every local page and keeps things unsealed. Keep it in the vault.',
)

const dialogs = ban(
  ['alert', 'confirm', 'prompt', 'open', 'print', 'name', 'event', 'close', 'stop', 'status', 'length', 'origin'],
  'This is a global of the window, most likely a slip for a variable. Declare the name, or draw it with a component of ui/.',
)

const indexedDb = ban(
  ['indexedDB', 'IDBFactory', 'IDBKeyRange'],
  'Storage has one door. Ask for the vault (vault/vault.ts); its records are sealed.',
)

const webCrypto = ban(
  ['crypto', 'Crypto', 'SubtleCrypto'],
  'Keys and randomness belong to pki and vault. Call a function there, or add one.',
)

const dom = ban(
  [
    ...['window', 'self', 'parent', 'top', 'frames', 'document', 'navigator', 'location', 'history', 'screen'],
    ...['Document', 'Element', 'HTMLElement', 'Node', 'DOMParser', 'Image', 'Blob', 'File', 'FileReader'],
    ...['customElements', 'getComputedStyle', 'requestAnimationFrame', 'addEventListener', 'postMessage'],
  ],
  'This room is plain TypeScript that also runs in a worker and in node. Take the value as an argument; the DOM is for platform and above.',
)

const codeFromText = ban(
  ['eval', 'Function'],
  'Code from text is refused by the policy and unsafe beside keys. Write a function, or a table of functions.',
)

/** What a room may touch that others may not. */
export function restrictedGlobals({ usesCrypto = false, usesIndexedDb = false, usesDom = false }) {
  const globals = [
    ...codeFromText,
    ...network,
    ...webStorage,
    ...dialogs,
    ...(usesIndexedDb ? [] : indexedDb),
    ...(usesCrypto ? [] : webCrypto),
    ...(usesDom ? [] : dom),
  ]
  return ['error', { globals, checkGlobalObject: true, globalObjects: ['self', 'window', 'globalThis'] }]
}

const markup = 'Markup from text lets a certificate field become a script. Write a template, or set textContent.'

export const restrictedProperties = [
  {
    object: 'Math',
    property: 'random',
    message: 'Predictable. Use the RandomBytes argument over crypto.getRandomValues.',
  },
  { object: 'document', property: 'write', message: markup },
  { object: 'document', property: 'writeln', message: markup },
  { object: 'document', property: 'cookie', message: 'The app keeps nothing outside the vault.' },
  {
    object: 'navigator',
    property: 'sendBeacon',
    message: 'The app talks to nobody. Let people bring and take files.',
  },
  ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'createContextualFragment', 'setHTMLUnsafe', 'srcdoc'].map(
    (property) => ({ property, message: markup }),
  ),
]

/** For every file of ours, tests included. */
export const generalSyntax = [
  {
    selector: 'TSEnumDeclaration',
    message: 'Enums leave code behind that types do not need. Use an `as const` object or a union of strings.',
  },
  {
    selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
    message: 'A default export has another name in every file. Export by name.',
  },
]

export const noBarrels = [
  {
    selector: 'ExportAllDeclaration, ExportNamedDeclaration[source]',
    message: 'No barrels: one name, one home. Import from the file that has it.',
  },
]

const clock = 'Time is an argument, so that tests choose it. Take `now` (services.now; made in platform/clock.ts).'

export const noClock = [
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: clock },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: clock },
  { selector: 'CallExpression[callee.name="Date"]', message: clock },
]
