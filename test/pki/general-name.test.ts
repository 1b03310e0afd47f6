import { describe, expect, it } from 'vitest'
import { formatGeneralName, parseGeneralName, splitGeneralNames } from '../../src/pki/general-name.ts'
import { pkiErrorCode } from './expect-pki-error.ts'

describe('splitGeneralNames()', () => {
  it.each([
    ['', []],
    [' ,\n, ', []],
    ['a.example, b.example,c.example', ['a.example', 'b.example', 'c.example']],
    ['a.example\r\nb.example\n\n  10.0.0.1  ', ['a.example', 'b.example', '10.0.0.1']],
    ['dirName:CN=x, O=y', ['dirName:CN=x, O=y']],
    ['a.example, dirName:CN=x, O=y', ['a.example', 'dirName:CN=x, O=y']],
    ['dirName:CN=x, O=y, DNS:a.example', ['dirName:CN=x, O=y', 'DNS:a.example']],
    ['dirName:O=a\\, DNS:b, CN=c', ['dirName:O=a\\, DNS:b, CN=c']],
    ['dirname:O="a, IP:b", CN=c', ['dirname:O="a, IP:b", CN=c']],
    ['dirName:O=a\\\\, DNS:b', ['dirName:O=a\\\\', 'DNS:b']],
    ['URI:http://a.example/x,y\nb.example', ['URI:http://a.example/x,y', 'b.example']],
    ['uri:http://a.example/x,y,ip:10.0.0.1', ['uri:http://a.example/x,y', 'ip:10.0.0.1']],
    ['URI:sip:a@b.example, 10.0.0.1', ['URI:sip:a@b.example', '10.0.0.1']],
    ['DNS:a.example,b.example', ['DNS:a.example', 'b.example']],
  ])('cuts %j', (text, entries) => {
    expect(splitGeneralNames(text)).toEqual(entries)
  })
})

describe('parseGeneralName()', () => {
  it.each([
    ['pbx.example.com', 'dNSName', 'pbx.example.com'],
    ['PBX.Example.COM', 'dNSName', 'pbx.example.com'],
    ['pbx', 'dNSName', 'pbx'],
    ['*.example.com', 'dNSName', '*.example.com'],
    ['*.Müller.example', 'dNSName', '*.xn--mller-kva.example'],
    ['müller.example', 'dNSName', 'xn--mller-kva.example'],
    ['straße.example', 'dNSName', 'xn--strae-oqa.example'],
    ['例え.テスト', 'dNSName', 'xn--r8jz45g.xn--zckzah'],
    ['bücher。example', 'dNSName', 'xn--bcher-kva.example'],
    ['DNS: pbx.example.com ', 'dNSName', 'pbx.example.com'],
    ['3com.example', 'dNSName', '3com.example'],
    ['192.168.1.10', 'iPAddress', '192.168.1.10'],
    ['IP:0.0.0.0', 'iPAddress', '0.0.0.0'],
    ['FD00:0:0:0:0:0:0:10', 'iPAddress', 'fd00::10'],
    ['[fd00::10]', 'iPAddress', 'fd00::10'],
    ['::', 'iPAddress', '::'],
    ['::1', 'iPAddress', '::1'],
    ['1::', 'iPAddress', '1::'],
    ['2001:db8:0:1:1:1:1:1', 'iPAddress', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', 'iPAddress', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', 'iPAddress', '2001:db8::1:0:0:1'],
    ['::ffff:1.2.3.4', 'iPAddress', '::ffff:1.2.3.4'],
    ['::FFFF:102:304', 'iPAddress', '::ffff:1.2.3.4'],
    ['64:ff9b::1.2.3.4', 'iPAddress', '64:ff9b::102:304'],
    ['1:2:3:4:5:6:1.2.3.4', 'iPAddress', '1:2:3:4:5:6:102:304'],
    ['a@b.example', 'rfc822Name', 'a@b.example'],
    ["email:O'Neill+pbx@Müller.example", 'rfc822Name', "O'Neill+pbx@xn--mller-kva.example"],
    ['https://pbx.example/x?y#z', 'uniformResourceIdentifier', 'https://pbx.example/x?y#z'],
    ['sip:pbx@example.com', 'uniformResourceIdentifier', 'sip:pbx@example.com'],
    ['tel:+4930123456', 'uniformResourceIdentifier', 'tel:+4930123456'],
    ['URI:custom:%7Bx%7D', 'uniformResourceIdentifier', 'custom:%7Bx%7D'],
    ['ldap:///CN=x?y', 'uniformResourceIdentifier', 'ldap:///CN=x?y'],
    ['http://[fd00::1]:8080/', 'uniformResourceIdentifier', 'http://[fd00::1]:8080/'],
  ])('reads %j as %s %j', (entry, kind, value) => {
    expect(parseGeneralName(entry)).toEqual({ kind, value })
  })

  it('reads a directory name, its prefix in any case', () => {
    expect(parseGeneralName('DIRNAME: C=de, O=Acme\\, Inc')).toEqual({
      kind: 'directoryName',
      value: [[{ type: '2.5.4.6', value: 'DE' }], [{ type: '2.5.4.10', value: 'Acme, Inc' }]],
    })
  })

  it.each([
    ['10.0.0.300', 'general-name/ip-invalid'],
    ['DNS:10.0.0.300', 'general-name/ip-invalid'],
    ['10.0.0', 'general-name/ip-invalid'],
    ['1.2', 'general-name/ip-invalid'],
    ['10.0.0.0/8', 'general-name/ip-invalid'],
    ['010.0.0.1', 'general-name/ip-invalid'],
    ['10.0.0.1.', 'general-name/ip-invalid'],
    ['IP:pbx.example', 'general-name/ip-invalid'],
    ['IP:', 'general-name/ip-invalid'],
    ['1:2:3', 'general-name/ip-invalid'],
    ['1::2::3', 'general-name/ip-invalid'],
    ['1:2:3:4:5:6:7:8:9', 'general-name/ip-invalid'],
    ['1:2:3:4::5:6:7:8', 'general-name/ip-invalid'],
    ['12345::', 'general-name/ip-invalid'],
    ['::1.2.3.4:5', 'general-name/ip-invalid'],
    ['1.2.3.4::', 'general-name/ip-invalid'],
    ['fe80::1%eth0', 'general-name/ip-invalid'],
    [':', 'general-name/ip-invalid'],
    ['*.*.example', 'general-name/wildcard-invalid'],
    ['a.*.example', 'general-name/wildcard-invalid'],
    ['pbx*.example', 'general-name/wildcard-invalid'],
    ['*', 'general-name/wildcard-invalid'],
    ['*example', 'general-name/wildcard-invalid'],
    ['DNS:', 'general-name/dns-invalid'],
    ['*.', 'general-name/dns-invalid'],
    ['pbx example', 'general-name/dns-invalid'],
    ['pbx.example.com:5061', 'general-name/dns-invalid'],
    ['my_pbx.example', 'general-name/dns-invalid'],
    ['-pbx.example', 'general-name/dns-invalid'],
    ['pbx-.example', 'general-name/dns-invalid'],
    ['pbx..example', 'general-name/dns-invalid'],
    ['pbx.example.', 'general-name/dns-invalid'],
    ['.example', 'general-name/dns-invalid'],
    ['pbx.0x7f', 'general-name/dns-invalid'],
    ['a.123', 'general-name/dns-invalid'],
    ['１.２', 'general-name/dns-invalid'],
    ['xn--a.example', 'general-name/dns-invalid'],
    ['pbx%2e.example', 'general-name/dns-invalid'],
    ['pbx/müller', 'general-name/dns-invalid'],
    ['müller:80', 'general-name/dns-invalid'],
    [`${'a'.repeat(64)}.example`, 'general-name/dns-invalid'],
    [`${'a.'.repeat(126)}ab`, 'general-name/dns-invalid'],
    ['*.' + 'a.'.repeat(125) + 'ab', 'general-name/dns-invalid'],
    ['email:pbx', 'general-name/email-invalid'],
    ['@example.com', 'general-name/email-invalid'],
    ['a@', 'general-name/email-invalid'],
    ['a b@example.com', 'general-name/email-invalid'],
    ['.a@example.com', 'general-name/email-invalid'],
    ['a..b@example.com', 'general-name/email-invalid'],
    ['müller@example.com', 'general-name/email-invalid'],
    ['a@10.0.0.1', 'general-name/email-invalid'],
    [`${'a'.repeat(65)}@example.com`, 'general-name/email-invalid'],
    ['URI:pbx.example', 'general-name/uri-invalid'],
    ['URI:http:', 'general-name/uri-invalid'],
    ['http://', 'general-name/uri-invalid'],
    ['http:///path', 'general-name/uri-invalid'],
    ['http://pbx.example/a b', 'general-name/uri-invalid'],
    ['http://müller.example/', 'general-name/uri-invalid'],
    ['http://pbx.example/%zz', 'general-name/uri-invalid'],
    ['http://pbx.example/"', 'general-name/uri-invalid'],
    ['dirName:', 'distinguished-name/text-invalid'],
    ['dirName:CN', 'distinguished-name/text-invalid'],
    ['dirName:CN=', 'distinguished-name/value-empty'],
    ['dirName:C=Germany', 'distinguished-name/country-invalid'],
    ['dirName:XY=z', 'distinguished-name/attribute-unknown'],
  ])('refuses %j with %s', (entry, code) => {
    expect(pkiErrorCode(() => parseGeneralName(entry))).toBe(code)
  })

  it('takes labels of 63 and names of 253 characters', () => {
    const longest = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`
    expect(longest).toHaveLength(253)
    expect(parseGeneralName(longest)).toEqual({ kind: 'dNSName', value: longest })
  })

  it('gives for its own canonical text the same value again', () => {
    for (const text of ['*.xn--mller-kva.example', '::ffff:1.2.3.4', 'a@xn--mller-kva.example', 'sip:a@b.example']) {
      expect(formatGeneralName(parseGeneralName(text))).toBe(text)
    }
  })

  it('ends quickly for long hostile texts', () => {
    for (const text of [
      ':'.repeat(50_000),
      '1.'.repeat(50_000),
      'a.'.repeat(50_000),
      'ü'.repeat(50_000),
      `dirName:CN=${' '.repeat(50_000)}"`,
      `dirName:CN=${'\\"'.repeat(50_000)}"`,
    ]) {
      pkiErrorCode(() => parseGeneralName(text))
    }
  })
})
