// The one entry of the one script: the page runs it as the app, a worker made from the same text runs it as the worker.
import './styles.css'
import { servePki } from '../workers/pki.worker.ts'
import { startApp } from './start-app.ts'

if (typeof document === 'undefined') servePki(globalThis)
else void startApp()
