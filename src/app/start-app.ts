// Starts the page: environment, services, stores, routes, and the guards that hold from the first second.
import { createPinia } from 'pinia'
import { createApp, h, nextTick } from 'vue'
import { useI18n } from 'vue-i18n'
import { servicesKey } from '../parts/services.ts'
import { describeEnvironment } from '../platform/secure-context.ts'
import { preventDropNavigation } from '../platform/no-drop-navigation.ts'
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
  const app = createApp(App).use(createPinia()).use(words).use(router).provide(servicesKey, services)
  await services.keeper.look()
  app.mount('#app')
  await router.isReady()
  await nextTick()
  document.documentElement.dataset['ready'] = 'true'
}
