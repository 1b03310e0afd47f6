/// <reference types="vite/client" />

/** Set while building, from package.json. */
declare const __APP_VERSION__: string
