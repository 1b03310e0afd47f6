// What OpenSSL finds in the files of a bundle, in a line each: for comparing with what a target shall get.
import { expect } from 'vitest'
import type { BundleFile } from '../../src/bundles/bundle.ts'
import { run } from './tools.ts'

function openssl(input: Uint8Array | string, ...args: string[]): string {
  const { status, stdout, stderr } = run('openssl', args, { input })
  if (status !== 0) throw new TypeError(`openssl ${args.join(' ')}: ${stderr}`)
  return stdout
}

const commonNameIn = (input: Uint8Array | string, form: 'PEM' | 'DER'): string =>
  openssl(input, 'x509', '-inform', form, '-noout', '-subject', '-nameopt', 'multiline')
    .replace(/^.*commonName\s+= /s, '')
    .trim()

function requestedNameIn(pem: string): string {
  const subject = openssl(pem, 'req', '-verify', '-noout', '-subject', '-nameopt', 'multiline')
  return subject.replace(/^.*commonName\s+= /s, '').trim()
}

const keyForms: Readonly<Record<string, string>> = {
  'PRIVATE KEY': 'PKCS #8 key',
  'RSA PRIVATE KEY': 'PKCS #1 key',
  'EC PRIVATE KEY': 'SEC 1 key',
}

/** Reads each block with OpenSSL, and says what it is. */
function readBlocks(pem: string): string {
  const blocks = [...pem.matchAll(/-----BEGIN ([^-]+)-----[^-]+-----END \1-----/g)].map(([block, label = '']) => {
    if (label === 'CERTIFICATE') return commonNameIn(block, 'PEM')
    if (label === 'CERTIFICATE REQUEST') return `request of ${requestedNameIn(block)}`
    openssl(block, 'pkey', '-check', '-noout')
    return keyForms[label] ?? label
  })
  return blocks.join(', ')
}

function readPkcs12(bytes: Uint8Array, passphrase: string): string {
  const open = (...args: string[]): string =>
    openssl(bytes, 'pkcs12', '-legacy', '-passin', `pass:${passphrase}`, '-nodes', ...args)
  const parts = [open('-clcerts', '-nokeys'), open('-cacerts', '-nokeys')].map(readBlocks).filter((text) => text !== '')
  const hasKey = readBlocks(open('-nocerts')) !== ''
  return [...parts, ...(hasKey ? ['key'] : [])].join(', ')
}

/** Says what a file of a bundle is, as OpenSSL reads it: its form, and the common names of what is in it, in order. */
export function judgeFile({ content, bytes }: BundleFile, passphrase: string): string {
  const text = Buffer.from(bytes).toString('latin1')
  if (content === 'provisioning-text') {
    const ending = text.endsWith('\r\n') ? 'CRLF' : 'LF'
    const pem = readBlocks(text.replace(/\r/g, ''))
    expect(text.split(ending === 'CRLF' ? '\r\n' : '\n').join('')).toMatch(/^[ -~]+$/)
    return pem === '' ? `text, ${ending}` : `text, ${ending}, with ${pem}`
  }
  if (content.startsWith('pkcs12')) return `PKCS #12: ${readPkcs12(bytes, passphrase)}`
  if (content === 'private-key-der')
    return `DER: ${openssl(bytes, 'pkey', '-inform', 'DER', '-check', '-noout') && 'key'}`
  return text.startsWith('-----BEGIN ') ? `PEM: ${readBlocks(text)}` : `DER: ${commonNameIn(bytes, 'DER')}`
}
