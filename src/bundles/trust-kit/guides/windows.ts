// Windows: with a script, by hand, by group policy, by Intune.
import { type Anchor, withColons } from '../anchor.ts'
import type { Guide, GuideLine } from '../guide.ts'

const MITEL = 'Mitel, MT App Note 16036, MiVoice Connect Security Certificates, 2018'
const CERTUTIL = 'Microsoft, windowsserverdocs, certutil'
const IMPORT = 'Microsoft, windows-powershell-docs, Import-Certificate'
const GPO = 'NSA, Windows-Secure-Host-Baseline, Certificates'
const INTUNE = 'PowerShell Gallery, Intune.Graph, New-IntuneTrustedCertificate'
const STORE_WARNING = 'Mitel and Microsoft forums, IIS error 403.16'

const rootOnly: GuideLine = {
  id: 'root-only',
  text: 'Only the root belongs into Trusted Root Certification Authorities. An intermediate there breaks logons with client certificates (IIS 403.16).',
  source: STORE_WARNING,
}

const lookInStore = ({ sha1 }: Anchor): GuideLine[] => [
  {
    id: 'powershell',
    text: 'PowerShell: one line with this thumbprint must appear.',
    command: `Get-ChildItem Cert:\\LocalMachine\\Root | Where-Object Thumbprint -eq '${sha1}'`,
    source: IMPORT,
  },
  {
    id: 'certutil',
    text: 'Command prompt: the certificate is shown, and no error.',
    command: `certutil -store Root ${sha1}`,
    source: CERTUTIL,
  },
]

/** Guides through the two scripts. */
export const windowsScript = (anchor: Anchor): Guide => ({
  id: 'windows-script',
  label: 'Windows, with a script',
  group: 'system',
  lineEnd: 'crlf',
  files: ['install-root-ca-windows.ps1', 'install-root-ca-windows.cmd', `${anchor.stem}.cer`],
  limits: [
    {
      id: 'firefox',
      text: 'Chrome, Edge and most programs look there. Firefox has a store of its own; Java and Node too.',
      source: 'Mozilla, policy-templates',
    },
    rootOnly,
  ],
  install: [
    {
      id: 'folder',
      text: `Put the scripts and ${anchor.stem}.cer into one folder. Open PowerShell or a command prompt there as administrator.`,
      source: IMPORT,
    },
    {
      id: 'run-powershell',
      text: 'PowerShell. It looks at the SHA-256 of the file before, and at the store after.',
      command: 'powershell -NoProfile -ExecutionPolicy Bypass -File .\\install-root-ca-windows.ps1',
      source: IMPORT,
    },
    {
      id: 'run-batch',
      text: 'Or, where PowerShell scripts are locked, the batch file around certutil.',
      command: 'install-root-ca-windows.cmd /install',
      source: CERTUTIL,
    },
    {
      id: 'one-user',
      text: 'Without administrator rights: -CurrentUser or /user trusts it for one user; Windows asks that user.',
      command: 'install-root-ca-windows.cmd /install /user',
      source: CERTUTIL,
    },
  ],
  verify: [
    {
      id: 'verify-script',
      text: 'Either script only looks when told so.',
      command:
        'powershell -NoProfile -ExecutionPolicy Bypass -File .\\install-root-ca-windows.ps1 -Verify\ninstall-root-ca-windows.cmd /verify',
      source: IMPORT,
    },
    ...lookInStore(anchor),
  ],
  remove: [
    {
      id: 'remove-script',
      text: 'Either script takes it out again.',
      command:
        'powershell -NoProfile -ExecutionPolicy Bypass -File .\\install-root-ca-windows.ps1 -Remove\ninstall-root-ca-windows.cmd /remove',
      source: CERTUTIL,
    },
  ],
})

/** Guides through the management console. */
export const windowsMmc = (anchor: Anchor): Guide => ({
  id: 'windows-mmc',
  label: 'Windows, by hand (MMC)',
  group: 'system',
  lineEnd: 'crlf',
  files: [`${anchor.stem}.cer`],
  limits: [rootOnly],
  install: [
    { id: 'start', text: 'Press the Windows key, type mmc and start it as administrator.', source: MITEL },
    { id: 'snap-in', text: 'File > Add/Remove Snap-in.', source: MITEL },
    { id: 'certificates', text: 'Choose Certificates at the left, then Add.', source: MITEL },
    { id: 'computer', text: 'When asked whose: Computer account, Next.', source: MITEL },
    { id: 'local', text: 'Local computer, Finish, then OK.', source: MITEL },
    {
      id: 'import',
      text: 'Open Certificates (Local Computer). Right-click Trusted Root Certification Authorities > All Tasks > Import.',
      source: MITEL,
    },
    {
      id: 'wizard',
      text: `Follow the wizard: the file is ${anchor.stem}.cer; leave the store at Trusted Root Certification Authorities.`,
      source: MITEL,
    },
    {
      id: 'compare',
      text: `Open the new line in the list; on the Details tab the thumbprint must be ${anchor.sha1.toLowerCase()}.`,
      source: 'Microsoft, How to view certificates with the MMC snap-in',
    },
    { id: 'restart', text: 'Restart the PC if a program still does not trust it.', source: MITEL },
    {
      id: 'double-click',
      text: 'Shorter: double-click the file > Install Certificate > Local Machine > Place all certificates in the following store > Trusted Root Certification Authorities. Do not let Windows choose the store.',
      source: 'Microsoft, skype-docs, Installing the trusted root certificate',
    },
  ],
  verify: lookInStore(anchor),
  remove: [
    {
      id: 'delete',
      text: 'In the same place: Trusted Root Certification Authorities > Certificates, right-click the line, Delete.',
      source: MITEL,
    },
    {
      id: 'delete-certutil',
      text: 'Or in a command prompt as administrator.',
      command: `certutil -delstore Root ${anchor.sha1}`,
      source: CERTUTIL,
    },
  ],
})

/** Guides through a group policy. */
export const windowsGroupPolicy = (anchor: Anchor): Guide => ({
  id: 'windows-gpo',
  label: 'Windows, by group policy',
  group: 'system',
  lineEnd: 'crlf',
  files: [`${anchor.stem}.cer`],
  limits: [rootOnly],
  install: [
    {
      id: 'create',
      text: 'Group Policy Management: make a policy (or edit one) that is linked to the PCs.',
      source: GPO,
    },
    {
      id: 'open',
      text: 'Computer Configuration > Policies > Windows Settings > Security Settings > Public Key Policies > Trusted Root Certification Authorities.',
      source: GPO,
    },
    { id: 'import', text: `Right-click > Import, choose ${anchor.stem}.cer, finish the wizard.`, source: GPO },
    {
      id: 'compare',
      text: `Open the new line: its thumbprint must be ${anchor.sha1.toLowerCase()}.`,
      source: GPO,
    },
    {
      id: 'apply',
      text: 'PCs take it with their next policy refresh, or at once:',
      command: 'gpupdate /force',
      source: 'Microsoft, windowsserverdocs, gpupdate',
    },
  ],
  verify: lookInStore(anchor),
  remove: [
    {
      id: 'unlink',
      text: 'Delete the line in the policy, or unlink the policy; PCs drop it with the next refresh.',
      source: GPO,
    },
  ],
})

/** Guides through Intune. */
export const windowsIntune = (anchor: Anchor): Guide => ({
  id: 'windows-intune',
  label: 'Windows, by Intune',
  group: 'system',
  lineEnd: 'crlf',
  files: [`${anchor.stem}.cer`],
  install: [
    {
      id: 'create',
      text: 'Devices > Configuration > Create: platform Windows 10 and later, template Trusted certificate.',
      source: INTUNE,
      certainty: 'unverified',
    },
    { id: 'file', text: `Upload ${anchor.stem}.cer.`, source: INTUNE },
    {
      id: 'store',
      text: 'Destination store: Computer certificate store - Root. Not one of the intermediate stores.',
      source: INTUNE,
    },
    { id: 'assign', text: 'Assign the profile to the groups of devices.', source: INTUNE },
    {
      id: 'compare',
      text: `On one PC compare the SHA-256 first: ${withColons(anchor.sha256)}`,
      source: INTUNE,
    },
  ],
  verify: lookInStore(anchor),
  remove: [{ id: 'unassign', text: 'Remove the assignment, or the profile.', source: INTUNE }],
})
