import { describe, expect, it } from 'vitest'
import { watchIdle } from '../../src/platform/idle.ts'

/** A page whose clock and timer the test turns by hand. */
function createPage() {
  const target = new EventTarget()
  const page = new EventTarget()
  let time = 0
  let timer: { work: () => void; at: number } | null = null
  let idleCount = 0
  const stop = watchIdle({
    afterMs: 1000,
    onIdle: () => idleCount++,
    now: () => time,
    schedule: (work, delayMs) => {
      const mine = { work, at: time + delayMs }
      timer = mine
      return () => {
        if (timer === mine) timer = null
      }
    },
    target,
    page,
  })
  return {
    stop,
    idleCount: () => idleCount,
    hasTimer: () => timer !== null,
    send: (type: string) => target.dispatchEvent(new Event(type)),
    show: () => page.dispatchEvent(new Event('visibilitychange')),
    /** Lets time pass with the timer running. */
    pass(ms: number) {
      const end = time + ms
      while (timer !== null && timer.at <= end) {
        const due: { work: () => void; at: number } = timer
        time = due.at
        timer = null
        due.work()
      }
      time = end
    },
    /** Lets time pass while timers stand still. */
    sleep(ms: number) {
      time += ms
    },
  }
}

describe('watchIdle()', () => {
  it('calls onIdle once after the time without activity', () => {
    const page = createPage()
    page.pass(999)
    expect(page.idleCount()).toBe(0)
    page.pass(1)
    expect(page.idleCount()).toBe(1)
    page.pass(5000)
    expect(page.idleCount()).toBe(1)
  })

  it.each(['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'input'])('starts anew at a %s', (type) => {
    const page = createPage()
    page.pass(900)
    page.send(type)
    page.pass(999)
    expect(page.idleCount()).toBe(0)
    page.pass(1)
    expect(page.idleCount()).toBe(1)
  })

  it('calls onIdle again for the next idle stretch', () => {
    const page = createPage()
    page.pass(1000)
    page.send('keydown')
    page.pass(1000)
    expect(page.idleCount()).toBe(2)
  })

  it.each(['pointermove', 'keydown', 'focus', 'pageshow'])(
    'after a sleep, the first %s finds the page idle',
    (type) => {
      const page = createPage()
      page.sleep(5000)
      page.send(type)
      expect(page.idleCount()).toBe(1)
    },
  )

  it('a page that becomes visible after a sleep is idle, and becoming visible is no activity', () => {
    const page = createPage()
    page.pass(900)
    page.show()
    page.pass(100)
    expect(page.idleCount()).toBe(1)
    const slept = createPage()
    slept.sleep(1000)
    slept.show()
    expect(slept.idleCount()).toBe(1)
  })

  it('a clock set back does not make the page idle, nor keep it from becoming so', () => {
    const page = createPage()
    page.sleep(-10_000)
    page.show()
    expect(page.idleCount()).toBe(0)
    page.pass(1000)
    expect(page.idleCount()).toBe(1)
  })

  it('the act it returns stops everything', () => {
    const page = createPage()
    page.stop()
    expect(page.hasTimer()).toBe(false)
    page.sleep(5000)
    page.send('keydown')
    page.show()
    expect(page.idleCount()).toBe(0)
  })
})
