// Starts the page: environment, services, stores, routes, and the guards that hold from the first second.
import { createPinia } from 'pinia'
import { createApp, h, nextTick } from 'vue'
import { type I18n, useI18n } from 'vue-i18n'
import { heldTargets } from '../parts/own-targets.ts'
import { type Services, servicesKey } from '../parts/services.ts'
import { describeEnvironment } from '../platform/secure-context.ts'
import { nextTask } from '../platform/next-task.ts'
import { preventDropNavigation } from '../platform/no-drop-navigation.ts'
import { bringOwnTargets } from '../targets/registry.ts'
import NoticeBox from '../ui/NoticeBox.vue'
import { createWords } from '../words/words.ts'
import App from './App.vue'
import { createAppRouter } from './router.ts'
import { createServices } from './services.ts'

/** Mounts the app, or says why this page cannot work here. */
export async function startApp(): Promise<void> {
  preventDropNavigation(window)
  const words = createWords()
  const environment = describeEnvironment()
  if (environment !== 'ready') {
    const refusal = {
      setup() {
        const { t } = useI18n()
        return () =>
          h('main', [h('h1', 'Ringroot'), h(NoticeBox, { tone: 'bad' }, () => t(`environment.${environment}`))])
      },
    }
    createApp(refusal).use(words).mount('#app')
    return
  }
  const router = createAppRouter()
  const services = createServices()
  bringOwnTargets(heldTargets)
  const app = createApp(App).use(createPinia()).use(words).use(router).provide(servicesKey, services)
  await services.keeper.look()
  app.mount('#app')
  await router.isReady()
  await nextTick()
  document.documentElement.dataset['ready'] = 'true'
  await warmUp(services, words)
}

/** Does what is slow the first time, a task each, before somebody waits for it. */
async function warmUp({ pki }: Services, words: I18n): Promise<void> {
  await nextTask()
  // A worker that does not start says so to whoever needs it.
  await pki.wake().catch(() => undefined)
  for (const format of ['day', 'time']) {
    await nextTask()
    words.global.d(0, format as never)
  }
}
