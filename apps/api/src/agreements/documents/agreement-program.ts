import { serveTask } from '../../platform/sandbox/serve-task.ts';
import { agreementDocument, type AgreementText } from './agreement-document.ts';

serveTask<AgreementText, Uint8Array>(agreementDocument);
