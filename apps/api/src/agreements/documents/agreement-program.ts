import { agreementDocument, type AgreementText } from './agreement-document.ts';
import { certificate, type CertificateText } from './certificate/certificate.ts';

export type Paper = { kind: 'agreement'; text: AgreementText } | { kind: 'certificate'; text: CertificateText };

/** The work of the thread that draws an agreement's papers: PDF bytes. */
export default function draw(paper: Paper): Promise<Buffer> {
  return paper.kind === 'agreement' ? agreementDocument(paper.text) : certificate(paper.text);
}
