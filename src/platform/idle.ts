// Notices that nobody has used the page for a while, also when the machine slept in between.

const ACTIVITY_EVENTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'input'] as const
const WAKE_EVENTS = ['focus', 'pageshow'] as const

export interface IdleOptions {
  readonly afterMs: number
  /** Called once per idle stretch. */
  readonly onIdle: () => void
  /** Milliseconds of the wall clock: timers stand still while a machine sleeps, this does not. */
  readonly now?: () => number
  /** Runs work later and returns the act that cancels it. */
  readonly schedule?: (work: () => void, delayMs: number) => () => void
  /** Where activity is heard; the window by default. */
  readonly target?: EventTarget
  /** Where visibility changes are heard; the document by default. */
  readonly page?: EventTarget
}

/**
 * Calls `onIdle` when no pointer, key or touch was heard for `afterMs`.
 *
 * Every event is first measured against the wall clock, so the first one after a sleep ends the idle stretch late but
 * before anything else can be done. A page brought to the front is measured too and counts as no activity.
 *
 * @returns the act that stops watching
 */
export function watchIdle(options: IdleOptions): () => void {
  const { afterMs, onIdle, now = Date.now, schedule = scheduleTimeout, target = window, page = document } = options
  let lastActivity = now()
  let isIdle = false
  let cancel = schedule(measure, afterMs)

  function measure(): void {
    if (isIdle) return
    // After a clock was set back, the old instant lies in the future and would put the idle stretch off.
    lastActivity = Math.min(lastActivity, now())
    const idleMs = now() - lastActivity
    cancel()
    if (idleMs >= afterMs) {
      isIdle = true
      onIdle()
    } else {
      cancel = schedule(measure, afterMs - idleMs)
    }
  }

  function recordActivity(): void {
    if (!isIdle && now() - lastActivity >= afterMs) {
      measure()
    }
    lastActivity = now()
    if (isIdle) {
      isIdle = false
      cancel = schedule(measure, afterMs)
    }
  }

  // Captured, so that nobody's stopPropagation hides activity and the lock comes before the page reacts.
  const listening = { capture: true, passive: true }
  for (const type of ACTIVITY_EVENTS) target.addEventListener(type, recordActivity, listening)
  for (const type of WAKE_EVENTS) target.addEventListener(type, measure, listening)
  page.addEventListener('visibilitychange', measure)
  return () => {
    cancel()
    for (const type of ACTIVITY_EVENTS) target.removeEventListener(type, recordActivity, listening)
    for (const type of WAKE_EVENTS) target.removeEventListener(type, measure, listening)
    page.removeEventListener('visibilitychange', measure)
  }
}

function scheduleTimeout(work: () => void, delayMs: number): () => void {
  const timer = setTimeout(work, delayMs)
  return () => {
    clearTimeout(timer)
  }
}
