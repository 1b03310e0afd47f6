// From when on Apple asks more of TLS server certificates (support article 103769).

/** What begins earlier is let pass in length and purpose, whatever else is asked of it. */
export const APPLE_SINCE = new Date('2019-07-01T00:00:00Z')
