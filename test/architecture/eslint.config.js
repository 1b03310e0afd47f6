// How code is written here, for `eslint -c test/architecture/eslint.config.js .` from the project's folder.
// Formatting is Prettier's; who may import whom is in dependency-rules.mjs.
import js from '@eslint/js'
import tsdoc from 'eslint-plugin-tsdoc'
import vue from 'eslint-plugin-vue'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { generalSyntax, noBarrels, noClock, restrictedGlobals, restrictedProperties } from './house-bans.js'
import { documentedExports } from './rules/documented-exports.js'

const pageGlobals = Object.fromEntries(
  ['window', 'document', 'location', 'Event', 'MutationObserver', 'PerformanceObserver'].map((name) => [
    name,
    'readonly',
  ]),
)
const nodeGlobals = Object.fromEntries(
  (
    'process console Buffer URL performance fetch AbortController AbortSignal TextDecoder TextEncoder structuredClone ' +
    'setTimeout clearTimeout setInterval clearInterval setImmediate queueMicrotask'
  )
    .split(' ')
    .map((name) => [name, 'readonly']),
)

const error = (...options) => ['error', ...options]

// What comes out of a .vue file has a type for vue-tsc alone; to the linter it is `any`, and these would say so each time.
const noUnsafe = Object.fromEntries(
  ['argument', 'assignment', 'call', 'member-access', 'return'].map((what) => [
    `@typescript-eslint/no-unsafe-${what}`,
    'off',
  ]),
)

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'test-results/', 'playwright-report/', '.cache/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },

  // Scripts for node: no types, so only the plain rules.
  { files: ['**/*.{js,mjs,cjs}'], extends: [js.configs.recommended], languageOptions: { globals: nodeGlobals } },
  // Some of the benchmark runs inside the page.
  { files: ['test/bench/*.mjs'], languageOptions: { globals: pageGlobals } },

  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.vue'] } },
  },
  {
    files: ['**/*.vue'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, vue.configs['flat/recommended']],
    languageOptions: {
      parserOptions: { parser: tseslint.parser, projectService: true, extraFileExtensions: ['.vue'] },
    },
  },
  { files: ['**/*.vue', 'src/app/{router,start-app}.ts'], rules: noUnsafe },
  {
    files: ['**/*.{ts,vue}'],
    rules: {
      // vue-tsc knows every name, in templates as well.
      'no-undef': 'off',
      eqeqeq: error('always', { null: 'ignore' }),
      'no-var': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': error(...generalSyntax),
      'no-eval': 'error',
      'no-implied-eval': 'off', // the typed rule below sees more
      '@typescript-eslint/no-implied-eval': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': error({ considerDefaultExhaustiveForUnions: true }),
      // A number in a text is what it looks like.
      '@typescript-eslint/restrict-template-expressions': error({ allowNumber: true }),
    },
  },

  {
    files: ['src/**/*.ts'],
    plugins: { tsdoc },
    rules: { 'tsdoc/syntax': 'error' },
  },
  {
    files: ['src/**/*.{ts,vue}'],
    // Named so that window.x and self.x count as x; the rest is known to TypeScript.
    languageOptions: { globals: { window: 'readonly', self: 'readonly' } },
    rules: {
      'no-console': 'error',
      'no-restricted-globals': restrictedGlobals({ usesDom: true }),
      'no-restricted-properties': error(...restrictedProperties),
      'no-restricted-syntax': error(...generalSyntax, ...noBarrels, ...noClock),
    },
  },
  {
    files: ['src/{checks,targets,bundles}/**/*.ts'],
    rules: { 'no-restricted-globals': restrictedGlobals({}) },
  },
  {
    files: ['src/pki/**/*.ts'],
    rules: { 'no-restricted-globals': restrictedGlobals({ usesCrypto: true }) },
  },
  {
    files: ['src/vault/**/*.ts'],
    rules: { 'no-restricted-globals': restrictedGlobals({ usesCrypto: true, usesIndexedDb: true, usesDom: true }) },
  },
  {
    files: ['src/platform/**/*.ts'],
    rules: { 'no-restricted-syntax': error(...generalSyntax, ...noBarrels) },
  },
  {
    // The environment check looks whether the browser gives keys at all; it makes none.
    files: ['src/platform/secure-context.ts'],
    rules: { 'no-restricted-globals': restrictedGlobals({ usesCrypto: true, usesDom: true }) },
  },
  {
    // Runs in node while building, never in the page.
    files: ['src/build/**/*.ts'],
    rules: { 'no-console': 'off', 'no-restricted-globals': 'off', 'no-restricted-syntax': error(...generalSyntax) },
  },
  {
    files: ['src/{pki,bundles,vault}/**/*.ts'],
    plugins: { house: { rules: { 'documented-exports': documentedExports } } },
    rules: { 'house/documented-exports': 'error' },
  },

  {
    files: ['src/**/*.vue'],
    rules: {
      // Prettier's work.
      ...Object.fromEntries(
        [
          ...['html-closing-bracket-newline', 'html-closing-bracket-spacing', 'html-indent', 'html-quotes'],
          ...['html-self-closing', 'max-attributes-per-line', 'multiline-html-element-content-newline'],
          ...['mustache-interpolation-spacing', 'no-multi-spaces', 'no-spaces-around-equal-signs-in-attribute'],
          ...['singleline-html-element-content-newline', 'first-attribute-linebreak', 'attributes-order'],
        ].map((name) => [`vue/${name}`, 'off']),
      ),
      'vue/block-order': error({ order: ['script', 'template', 'style'] }),
      'vue/block-lang': error({ script: { lang: 'ts' } }),
      // Optional means undefined here, and the type says so.
      'vue/require-default-prop': 'off',
      'vue/component-api-style': error(['script-setup']),
      'vue/define-props-declaration': error('type-based'),
      'vue/define-emits-declaration': error('type-literal'),
      'vue/prefer-use-template-ref': 'error',
      'vue/no-v-html': 'error',
      'vue/no-static-inline-styles': error({ allowBinding: false }),
      'vue/no-restricted-v-bind': error(
        ...['innerHTML', 'outerHTML', 'srcdoc'].map((argument) => ({
          argument,
          message: 'Markup from text lets a certificate field become a script. Write a template.',
        })),
      ),
      'vue/no-restricted-syntax': error(...noClock),
    },
  },
  {
    // Every text a person reads comes from words/.
    files: ['src/{ui,parts,features,app}/**/*.vue'],
    rules: {
      'vue/no-bare-strings-in-template': error({
        allowlist: ['Ringroot', '(', ')', ',', '.', ':', '·', '–', '—', '…', '/', '%'],
        attributes: {
          '/.+/': [
            ...[
              'title',
              'alt',
              'label',
              'hint',
              'placeholder',
              'heading',
              'text',
              'name-hint',
              'san-hint',
              'repeat-label',
            ],
            ...['aria-label', 'aria-description', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext'],
          ],
        },
        directives: ['v-text'],
      }),
    },
  },

  {
    // Scripts put into the page wrap methods on prototypes, and call the old one with its `this`.
    files: ['test/e2e/**/*.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    // A tool asks for the default export here.
    files: ['vite.config.ts', 'test/e2e/playwright.config.ts', 'test/architecture/eslint.config.js'],
    rules: { 'no-restricted-syntax': 'off' },
  },
)
