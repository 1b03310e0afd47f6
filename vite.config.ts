import vue from '@vitejs/plugin-vue'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import packageJson from './package.json' with { type: 'json' }
import { precompiledWords } from './src/build/precompiled-words.ts'
import { singleFile } from './src/build/single-file.ts'

const independent = ['test/interop/**/*.test.ts', 'test/corpora/**/*.test.ts']
// Derivations take their time on a machine that is busy with something else.
const PATIENCE = 30_000

export default defineConfig({
  plugins: [
    // hoistStatic stringifies large static blocks into innerHTML, which the policy's style-src refuses.
    vue({ template: { compilerOptions: { hoistStatic: false } } }),
    precompiledWords(),
    singleFile(),
  ],
  resolve: { alias: { 'vue-i18n': 'vue-i18n/dist/vue-i18n.runtime.esm-bundler.js' } },
  define: {
    __APP_VERSION__: JSON.stringify(packageJson.version),
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: true,
  },
  build: { target: 'es2023', reportCompressedSize: false },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.browser.test.ts', 'test/e2e/**', ...independent],
          testTimeout: PATIENCE,
        },
      },
      {
        extends: true,
        // Programs that nobody here wrote, and their files: too slow for the gate.
        test: { name: 'interop', include: independent, testTimeout: PATIENCE },
      },
      {
        extends: true,
        test: {
          name: 'chromium',
          include: ['test/**/*.browser.test.ts', 'test/pki/**/*.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
                args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
})
