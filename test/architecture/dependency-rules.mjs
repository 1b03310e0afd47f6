// The rooms and the one direction between them, as src/README.md draws it. Each rule says what to do instead.

const BUILD = '^src/build/'

/** A room may import the rooms it names, and itself. */
const room = (name, allowed, instead) => ({
  name: `${name}-knows-only-${allowed.join('-') || 'itself'}`,
  comment: instead,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: [name, ...allowed].map((room) => `^src/${room}/`) },
})

/** A library has one door. */
const door = (library, file, pathOfLibrary = library) => ({
  name: `one-door-to-${library.replace(/\W+/g, '-')}`,
  comment: `Only ${file} knows ${library}, so that replacing it is a change of one file: add what you need there.`,
  severity: 'error',
  from: { path: '^src/', pathNot: [`^${file}$`] },
  to: { path: `node_modules/(${pathOfLibrary})/` },
})

export default {
  forbidden: [
    room('pki', [], 'pki is WebCrypto and ASN.1 and knows nothing of us: hand in what it needs as an argument.'),
    room('platform', [], 'platform is the browser’s edges: it has never heard of certificates.'),
    room('ui', [], 'ui has never heard of certificates: what knows them belongs in parts.'),
    room('targets', ['pki'], 'A target is data and checks over pki: no Vue, no storage.'),
    room('checks', ['pki', 'targets'], 'A check reads certificates and targets: no Vue, no storage.'),
    room('bundles', ['pki', 'checks', 'targets'], 'Bundles turn a credential into files: no Vue, no storage.'),
    room('vault', ['pki'], 'The vault keeps entries: targets and screens are named by id only.'),
    room(
      'workers',
      ['pki', 'bundles', 'targets'],
      'The worker runs pki and bundles; screens call it through pki-client.',
    ),
    room(
      'words',
      ['pki', 'checks', 'targets', 'bundles', 'vault', 'workers', 'platform'],
      'Words name codes, not screens.',
    ),
    room(
      'stores',
      ['pki', 'checks', 'targets', 'bundles', 'vault', 'workers', 'platform'],
      'A store holds summaries and ids: work that awaits lives in a feature.',
    ),
    {
      name: 'workers-take-target-types-only',
      comment: 'The worker builds what it is told: hand it the target’s recipe, and import only its type.',
      severity: 'error',
      from: { path: '^src/workers/' },
      to: { path: '^src/targets/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'stores-take-types-only',
      comment: 'A store holds summaries and ids: it takes types from the rooms below, never their functions.',
      severity: 'error',
      from: { path: '^src/stores/' },
      to: { path: '^src/', pathNot: '^src/stores/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'words-take-types-only',
      comment: 'Words are the edge: they take error codes as types, never functions.',
      severity: 'error',
      from: { path: '^src/words/' },
      to: { path: '^src/', pathNot: '^src/words/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'parts-below-features',
      comment: 'A part serves several features and knows none: move what it needs down to parts.',
      severity: 'error',
      from: { path: '^src/parts/' },
      to: { path: '^src/(features|app)/' },
    },
    {
      name: 'features-know-no-other',
      comment: 'What two features share moves down a room, most often to parts.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },
    {
      name: 'nobody-imports-app',
      comment: 'app is the top: what it makes is handed down by injection (parts/services.ts).',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/app/' },
      to: { path: '^src/app/' },
    },
    {
      name: 'the-product-knows-no-tools',
      comment: 'src/build and test run in Node and are no part of the page.',
      severity: 'error',
      from: { path: '^src/', pathNot: BUILD },
      to: { path: [BUILD, '^test/'] },
    },
    {
      name: 'storage-has-one-door',
      comment: 'Screens keep and open through the vault keeper; the record store is the vault’s own.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/vault/' },
      to: { path: '^src/vault/(record-store|seal|header|sealed-vault|indexed-db-vault)\\.ts$' },
    },
    {
      name: 'vue-stays-above',
      comment: 'Vue, Pinia and their plugins end at stores and ui: the rooms below run in a worker and in Node.',
      severity: 'error',
      from: { path: '^src/(pki|checks|targets|bundles|vault|workers|platform)/' },
      to: { path: 'node_modules/(@vue|vue|pinia|vue-i18n|vue-router|@lucide)/' },
    },
    {
      name: 'ui-knows-no-router-and-no-store',
      comment:
        'A ui component draws with Vue and icons, takes props and emits: the rest is wired in parts and features.',
      severity: 'error',
      from: { path: '^src/ui/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/(vue|@vue|vue-i18n|@lucide|uqr)/' },
    },
    {
      name: 'routes-are-for-screens',
      comment:
        'Where a person goes next is decided by a screen: return a value, or emit, and let parts or features route.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app|features|parts)/' },
      to: { path: 'node_modules/vue-router/' },
    },
    door('@peculiar/x509', 'src/pki/x509-library.ts', '@peculiar|reflect-metadata'),
    door('pkijs', 'src/pki/cms-library.ts', 'pkijs|asn1js|pvutils|pvtsutils'),
    door('@noble/hashes', 'src/pki/hash-library.ts'),
    door('@noble/ciphers', 'src/pki/cipher-library.ts'),
    door('idb-keyval', 'src/vault/record-store.ts'),
    door('jszip', 'src/bundles/zip.ts'),
    door('uqr', 'src/ui/qr-path.ts'),
    {
      name: 'libraries-come-on-demand',
      comment: 'The large libraries are no part of the start: load this door with import() where it is used.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        path: ['^src/pki/(x509|cms)-library\\.ts$', 'node_modules/jszip/'],
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third that both need.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports it and it imports nothing: remove it, or import it where it was meant.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$', BUILD] },
      to: {},
    },
    {
      name: 'no-tools-in-the-product',
      comment: 'The page may use dependencies only: what it runs on is told by `dependencies`.',
      severity: 'error',
      from: { path: '^src/', pathNot: BUILD },
      // The icons are compiled into the page; of vite only its types are named (app/env.d.ts).
      // vite/client is types only.
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/vite/client' },
    },
    {
      name: 'nothing-unresolvable',
      comment: 'The file is not there, or the package is not in package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vitest/browser|^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'browser', 'default', 'types'] },
  },
}
