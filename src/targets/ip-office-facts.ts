// What is true of Avaya IP Office whichever program sets its certificate: sources, names, limits, and the settings to look at.
import type { Evidence, InstallStep, NameNeed, Statement, TargetLimits, WeakOffer } from './target.ts'

export const manager = 'Avaya, IP Office Manager 12.3, Security Settings, System, Certificate'
const checks = 'Avaya, IP Office Security, Certificate Support, Certificate Check Controls'
const nameContent = 'Avaya, IP Office Security, Certificate Support, Certificate Name Content'
const initial = 'Avaya, IP Office Security, Certificates, Initial Certificate Settings'
export const update = 'Avaya, IP Office Security, Securing the IP Office, Update Certificates'
const phoneAdministration = 'Avaya, J129 SIP deskphone administration, security certificates'

const apple = 'Apple Support, 103769: Requirements for trusted certificates'
const chromium = 'Chromium, net/cert/cert_verify_proc.cc'
const openssl = 'OpenSSL 3.0, openssl verify -auth_level 2'

export const sharedSources = [manager, checks, nameContent, initial, update, phoneAdministration] as const
export const weakSources = [apple, chromium, openssl] as const

/** What Regenerate offers beside SHA256/RSA2048. */
export const weakOffer = {
  device: 'IP Office',
  label: 'SHA1/RSA1024',
  keyAlgorithms: ['rsa-1024'],
  hashes: ['sha-1'],
  source: manager,
  place: 'Regenerate, Signature',
  refusedBy: [
    {
      id: 'apple',
      text: 'iPhone, iPad, Mac and Apple TV: RSA below 2048 bits and SHA-1, in the certificate and in the CA.',
      source: apple,
    },
    {
      id: 'chrome',
      text: 'Chrome, Edge and Android: SHA-1 anywhere below the root.',
      source: chromium,
    },
    {
      id: 'ip-office-high',
      text: 'Other IP Office systems whose received certificate checks stand at High: RSA below 2048 bits.',
      source: checks,
    },
    {
      id: 'openssl',
      text: 'Linux systems and phones whose OpenSSL stands at security level 2, as on Debian and Ubuntu: both.',
      source: openssl,
      certainty: 'tested',
    },
  ],
} as const satisfies WeakOffer

// Not the 825 days of For Different Machine: that is what it gives, and nobody says that it refuses more.
export const sharedLimits = { trustedCertificates: 25 } as const satisfies TargetLimits

export const sharedEvidence = {
  'limits.trustedCertificates': { source: manager, place: 'Trusted Certificate Store' },
  findsChainBy: { source: manager, place: 'Offer ID Certificate Chain' },
  namesItself: { source: initial, place: 'Issuer' },
} as const satisfies Record<string, Evidence>

/** Clients and phones look at these; IP Office itself reads no alternative name of its own certificate. */
export const sharedNames = [
  { field: 'fqdn', kinds: ['dNSName'], isNeeded: true, source: nameContent },
  { field: 'sipDomain', kinds: ['dNSName', 'uniformResourceIdentifier'], source: phoneAdministration },
  { field: 'lan1', kinds: ['iPAddress'], source: phoneAdministration },
  { field: 'lan2', kinds: ['iPAddress'], source: initial, place: 'IP500 V2 default certificate' },
  { field: 'publicAddress', kinds: ['iPAddress'], source: phoneAdministration, certainty: 'inferred' },
] as const satisfies readonly NameNeed[]

export const sharedCautions = [
  {
    id: 'never-empty-subject',
    text: 'The common name should be the FQDN and never be empty, and the FQDN should stand among the alternative names as well. IP Office does not read them; phones and programs do.',
    source: nameContent,
  },
  {
    id: 'each-server',
    text: 'Make one certificate for each server: the primary, each secondary and expansion, and the application server have an identity of their own each.',
    source: manager,
    place: 'Identity Certificate',
  },
  {
    id: 'different-machine',
    text: 'For another machine (“For Different Machine”) name that machine’s own FQDN and addresses. IP Office gives such certificates 825 days at most.',
    source: manager,
    place: 'Regenerate',
  },
  {
    id: 'changed-address',
    text: 'When IP address, SIP domain or FQDN change, an IP500 V2, a secondary and an expansion need a new certificate by hand.',
    source: update,
  },
  {
    id: 'own-common-name',
    text: 'IP Office finds the chain that it offers by common names. Give each generation of your CA a common name of its own, or certificates of two generations may be offered.',
    source: manager,
    place: 'Offer ID Certificate Chain',
    certainty: 'inferred',
  },
  {
    id: 'serial-plus-one',
    text: 'IP Office numbers its first identity certificate with the serial number of its root plus 1. Ringroot never does: a number that can be guessed weakens the signature, and a second machine would get the same one. Each certificate gets a random number.',
    source: initial,
    place: 'Identity certificate, Serial Number',
  },
  {
    id: 'default-certificate',
    text: 'The certificate that an IP500 V2 makes for itself is marked as a CA, so Firefox refuses it. Those of secondary and expansion servers have no names and no usage, so nothing modern takes them.',
    source: initial,
  },
  {
    id: 'weak-signature',
    text: 'Regenerate still offers SHA1/RSA1024. Choose SHA256/RSA2048 there: browsers, Apple devices and current phones refuse the other.',
    source: manager,
    place: 'Regenerate, Signature',
  },
] as const satisfies readonly Statement[]

/** The settings around an identity, in the order of the page. */
export const settingSteps = [
  {
    id: 'offer-certificate',
    text: 'Offer Certificate stands at On; it only tells that the system offers a certificate.',
    source: manager,
  },
  {
    id: 'offer-chain',
    text: 'Set Offer ID Certificate Chain to On, so that the intermediates go out with the identity. In old releases it was Off from the start.',
    source: manager,
  },
  {
    id: 'view',
    text: 'Press View and compare the certificate with what Ringroot shows; Issued To names it.',
    source: manager,
  },
  {
    id: 'received-management',
    text: 'Look at Received certificate checks (Management interfaces): it counts for services whose Service Security Level is High. High wants a copy of the other side’s certificate itself in the Trusted Certificate Store.',
    isWarning: true,
    source: checks,
  },
  {
    id: 'received-telephony',
    text: 'Look at Received certificate checks (Telephony endpoints) apart from that: from Medium on, phones and trunks without a certificate that chains to the Trusted Certificate Store are rejected.',
    isWarning: true,
    source: checks,
  },
  {
    id: 'security-levels',
    text: 'Look at H.323 Security Level and SIP Security Level: High is the default, Medium on IP500 V2 and on systems upgraded to R11.1.3 or later. They set the weakest cipher that phones and trunks may use.',
    source: manager,
  },
  {
    id: 'service-level',
    text: 'Look at the Service Security Level of each service: those at Unsecure Only do not offer the certificate.',
    source: manager,
    place: 'Identity Certificate',
  },
  {
    id: 'expiry-warning',
    text: 'Set Certificate Expiry Warning Days (30 to 180; 60 from the start).',
    source: manager,
  },
  {
    id: 'renew-automatically',
    text: 'On a primary or application server look at Web Manager, Platform View > Settings > General > Certificates > Renew automatically. It is on from the start and regenerates the identity certificate by itself; whether it replaces one that was set by hand is not stated.',
    isWarning: true,
    source: initial,
    place: 'Note 1',
  },
  {
    id: 'phone-provisioning',
    text: 'Subscription systems with Automatic Certificate Management have Automatic Phone Provisioning: phones that can download certificates get the new ones by themselves. Everywhere else give the root to the phones.',
    source: manager,
  },
] as const satisfies readonly InstallStep[]

/** A root, and every intermediate, before the identity that they signed. */
export const trustSteps = [
  {
    id: 'trusted-store',
    text: 'Open the Trusted Certificate Store and press Add: choose the file (.cer, as PEM or DER), or copy the PEM text with its first and last line and choose Paste from clipboard.',
    source: manager,
    place: 'Trusted Certificate Store',
  },
  {
    id: 'count-slots',
    text: 'The store takes 25 certificates. Count those in it before you add root and intermediates.',
    source: manager,
    place: 'Trusted Certificate Store',
  },
] as const satisfies readonly InstallStep[]

/** What setting an identity does to the rest. */
export const afterSetSteps = [
  {
    id: 'all-interfaces',
    text: 'The new identity goes to every TLS and HTTPS interface at once: phones and programs that do not trust its root yet lose their connection.',
    isWarning: true,
    source: update,
  },
] as const satisfies readonly InstallStep[]

export const requestSteps = [
  {
    id: 'send-request',
    text: 'Give the .csr to the CA and keep the .key. When the CA has answered, the identity is set from a .p12 that holds both.',
    source: manager,
    place: 'Set',
  },
] as const satisfies readonly InstallStep[]
