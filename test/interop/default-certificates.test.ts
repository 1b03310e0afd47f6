// What every target gets when nothing but its names is filled in, judged by OpenSSL, by our own path rules and by its checks.
import { expect, it } from 'vitest'
import { subjectOfCertificate } from '../../src/checks/check-subject.ts'
import { subjectOfForm } from '../../src/checks/form-subject.ts'
import { type CheckFinding, checkSubject } from '../../src/checks/run-checks.ts'
import { checkIssueForm, issueCredential } from '../../src/features/issue/issue-credential.ts'
import { certificateFindings } from '../../src/parts/certificate-findings.ts'
import { defaultContainerChoice } from '../../src/parts/container-choice.ts'
import { emptyCertificateForm } from '../../src/parts/entry-form.ts'
import { forTarget, type IssueForm, NEW_AUTHORITY } from '../../src/parts/issue-form.ts'
import { parseIpAddress } from '../../src/pki/ip-address.ts'
import { oids } from '../../src/pki/oids.ts'
import { checkCertificationPath } from '../../src/pki/path/certification-path.ts'
import { rfc5280Profile, strictProfile } from '../../src/pki/path/path-profile.ts'
import { encodePem } from '../../src/pki/pem.ts'
import { spellMacAddress } from '../../src/targets/acceptance.ts'
import { targets } from '../../src/targets/registry.ts'
import { type SiteData, siteNames } from '../../src/targets/site-names.ts'
import { suggestPassphrase } from '../../src/targets/suggest-passphrase.ts'
import type { Target } from '../../src/targets/target.ts'
import { makeServices, neverAborted, NOW } from '../features/make-services.ts'
import { describeWith, run, withTempDir } from './tools.ts'

const MAC = '00:11:22:aa:bb:cc'
const site: SiteData = {
  fqdn: 'pbx.example.com',
  sipDomain: 'sip.example.com',
  lan1: '192.168.42.1',
  lan2: '192.168.43.1',
  publicAddress: '192.0.2.7',
}

/** Fills in what the target asks for, and leaves everything else as the page opens with it. */
function defaultForm(target: Target): IssueForm {
  const [keyAlgorithm] = target.keyAlgorithms
  const certificate = emptyCertificateForm('tls-server', NOW)
  const authority = emptyCertificateForm('root-ca', NOW)
  const phoneName = spellMacAddress(target, MAC)
  // A PBX that knows itself by its address alone is asked for no host name.
  const asked = (target.names ?? []).map(({ field }) => field)
  const commonName = phoneName || site[asked.includes('fqdn') ? 'fqdn' : (asked[0] ?? 'fqdn')]
  return {
    certificate: {
      ...certificate,
      name: phoneName || (target.defaultName ?? site.fqdn),
      targetId: target.id,
      subject: { ...certificate.subject, commonName },
      subjectAltNames: siteNames(target.names ?? [], site).join('\n'),
      ...(keyAlgorithm && { keyAlgorithm }),
    },
    macAddress: target.kind === 'phone' ? MAC : '',
    issuerId: NEW_AUTHORITY,
    authority: {
      ...authority,
      name: 'Example Root 2026',
      subject: { ...authority.subject, commonName: 'Example Root 2026' },
    },
  }
}

async function issueDefault(target: Target) {
  const form = defaultForm(target)
  const services = makeServices()
  const passphrase = suggestPassphrase(target)
  const checked = checkIssueForm(form, { passphrase, repeated: passphrase }, null, NOW)
  if (!checked.ok) throw new Error(checked.problems.map(({ field, error }) => `${field}: ${error.code}`).join())
  const container = { ...defaultContainerChoice(target), passphrase }
  const { bundle, id } = await issueCredential(checked.value, container, services, neverAborted)
  const { entry } = await services.keeper.load(id)
  const [root] = entry.chain
  if (entry.certificateDer === undefined || root === undefined) throw new TypeError('a certificate and its root')
  return { form, bundle, certificateDer: entry.certificateDer, rootDer: root.certificateDer }
}

const isError = ({ level }: CheckFinding): boolean => level === 'error'
// What cannot be foreseen: how large it becomes, and how its issuer's key makes the signature be called.
const comparable = (findings: readonly CheckFinding[]): string[] =>
  findings.map(({ id, values }) => `${id} ${JSON.stringify({ ...values, signature: undefined })}`)

describeWith('openssl', 'the default certificate', () => {
  it.each(targets)(
    'of $label is accepted',
    (target) =>
      withTempDir(async (dir) => {
        const { form, bundle, certificateDer, rootDer } = await issueDefault(target)
        const isClient = target.certificateProfile === 'client'
        const name = form.certificate.subject.commonName.toLowerCase()
        const isAddress = parseIpAddress(name) !== null
        expect(bundle.passed).toBe(true)

        const root = dir.write('root.pem', encodePem('CERTIFICATE', rootDer))
        const leaf = dir.write('leaf.pem', encodePem('CERTIFICATE', certificateDer))
        const verify = (...args: string[]) =>
          run('openssl', [
            ...['verify', '-x509_strict', '-auth_level', '2', '-no-CApath', '-no-CAstore'],
            ...['-attime', String(NOW.getTime() / 1000), '-CAfile', root, ...args, leaf],
          ])
        for (const purpose of isClient ? ['sslclient'] : ['sslserver', 'sslclient'])
          expect(verify('-purpose', purpose).stderr).toBe('')
        expect(verify('-purpose', isClient ? 'sslserver' : 'crlsign').status).not.toBe(0)
        if (!isClient) expect(verify(isAddress ? '-verify_ip' : '-verify_hostname', name).stderr).toBe('')

        for (const profile of [rfc5280Profile, strictProfile]) {
          const { verdict, failure } = await checkCertificationPath({
            target: certificateDer,
            anchors: [rootDer],
            intermediates: [],
            moment: NOW,
            profile,
            purposes: [isClient ? oids.idKpClientAuth : oids.idKpServerAuth],
            peer: isClient ? null : { kind: isAddress ? 'iPAddress' : 'dNSName', value: name },
          })
          expect([verdict, failure]).toEqual(['accepted', null])
        }

        expect(
          certificateFindings(certificateDer, { target, moment: NOW, issuerDer: rootDer }).filter(isError),
        ).toEqual([])
        expect(certificateFindings(rootDer, { target, moment: NOW, isInRootStore: true }).filter(isError)).toEqual([])
        for (const isIssuing of [true, false]) {
          const context = { target, authority: 'private', moment: NOW, isIssuing } as const
          const before = checkSubject(subjectOfForm(forTarget(form.certificate)), context)
          expect(before.filter(isError)).toEqual([])
          expect(comparable(checkSubject(subjectOfCertificate(certificateDer), context))).toEqual(comparable(before))
        }
      }),
    60_000,
  )
})
