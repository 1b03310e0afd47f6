import { describe, expect, it } from 'vitest'
import { ignitionHostName } from '../../src/targets/ignition-host-name.ts'

describe('ignitionHostName()', () => {
  it.each([
    [['ipo.example', 'lan2.example'], '00:e0:07:05:73:07', 'ipo.example'],
    [['', ' lan2.example '], '00:e0:07:05:73:07', 'lan2.example'],
    [['', ''], '00E007057307', 'ipoffice-00e007057307.avaya.com'],
    [[], '00-E0-07-05-73-07', 'ipoffice-00e007057307.avaya.com'],
    [[], '00:e0', ''],
    [[], '', ''],
  ])('takes DNS names before the MAC address: %j and %j make %j', (names, mac, expected) => {
    expect(ignitionHostName(names, mac)).toBe(expected)
  })
})
