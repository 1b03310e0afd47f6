// Hash routes, because they work on file://; a screen is listed here when it works.
import { createRouter, createWebHashHistory, type Router } from 'vue-router'
import AuthorityPage from '../features/authority/AuthorityPage.vue'
import EntryPage from '../features/entry/EntryPage.vue'
import InspectPage from '../features/inspect/InspectPage.vue'
import CertificatesPage from '../features/inventory/CertificatesPage.vue'
import CertificatePage from '../features/issue/CertificatePage.vue'
import NewPage from '../features/new/NewPage.vue'
import RequestPage from '../features/request/RequestPage.vue'
import SignPage from '../features/sign/SignPage.vue'
import TrustPage from '../features/trust/TrustPage.vue'
import SettingsPage from '../features/vault/SettingsPage.vue'
import { nextTask } from '../platform/next-task.ts'

/** Makes the router; an unknown route leads to the inventory. */
export function createAppRouter(): Router {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', component: CertificatesPage },
      { path: '/new', component: NewPage },
      { path: '/new/request', component: RequestPage },
      { path: '/new/authority', component: AuthorityPage },
      { path: '/new/certificate', component: CertificatePage, props: { isSelfSigned: false } },
      { path: '/new/self-signed', component: CertificatePage, props: { isSelfSigned: true } },
      { path: '/new/signed-request', component: SignPage },
      { path: '/inspect', component: InspectPage },
      { path: '/entry/:id', component: EntryPage, props: true },
      { path: '/trust', component: TrustPage },
      { path: '/settings', component: SettingsPage },
      { path: '/:unknown(.*)*', redirect: '/' },
    ],
    async scrollBehavior(_to, _from, saved) {
      // Scrolling lays the new screen out.
      await nextTask()
      return saved ?? { top: 0 }
    },
  })
}
