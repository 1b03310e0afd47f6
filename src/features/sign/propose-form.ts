// Fills a form with what a request asks for; every text can be changed before anything is signed. No Vue here.
import type { CertificateForm } from '../../parts/entry-form.ts'
import type { ReceivedRequest } from '../../pki/received-request.ts'

/**
 * Fills in names and key; the entry is called after the common name, else after the file.
 *
 * @param source - name of the file; '' for a text
 */
export function proposeForm(form: CertificateForm, { algorithm, names }: ReceivedRequest, source: string): void {
  form.keyAlgorithm = algorithm.id
  form.subjectAltNames = names.subjectAltNames
  // What is not asked for is not left standing from the request before.
  Object.assign(form.subject, names.subject)
  form.name = names.subject.commonName || source.replace(/\.[A-Za-z0-9]{1,4}$/, '')
}
