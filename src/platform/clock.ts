// The one place that asks what time it is.

/** Reads the system's clock. */
export function systemClock(): Date {
  return new Date()
}
