import { Controller, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { Agreement, LogPaperAgreement as LogPaperAgreementBody, MAX_FILE_BYTES } from '@everexpo/contracts';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { CurrentCommand, Idempotent, invalid, Permit, ProblemError, problemFrom, Returns, type PersonCommand } from '../../platform/index.ts';
import { agreementsPolicy } from '../agreements.policy.ts';
import { LogPaperAgreement } from './log-paper-agreement.ts';

interface Upload {
  fields: Record<string, string>;
  scan: Buffer | null;
}

@Controller('agreements/paper')
export class PaperController {
  constructor(private readonly logPaper: LogPaperAgreement) {}

  /** Multipart: `form` is the JSON of the contract, `scan` the file. */
  @Post()
  @Idempotent()
  @Permit(agreementsPolicy.logPaper)
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['form', 'scan'], properties: { form: { type: 'string' }, scan: { type: 'string', format: 'binary' } } },
  })
  @Returns(Agreement, 201)
  async log(@CurrentCommand() command: PersonCommand, @Req() request: FastifyRequest): Promise<Agreement> {
    const { fields, scan } = await readUpload(request);
    const form = LogPaperAgreementBody.safeParse(parseJson(fields.form));
    if (!form.success) throw problemFrom(form.error.issues);
    if (!scan || scan.length === 0) throw invalid([{ pointer: '/scan', rule: 'required', detail: 'Add the scan of the signed paper.' }]);
    return this.logPaper.run(command, form.data, scan);
  }
}

async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw new ProblemError(415, 'unsupported_media', 'Send multipart/form-data with the parts "form" and "scan".');
  const upload: Upload = { fields: {}, scan: null };
  for await (const part of request.parts()) {
    const known = part.type === 'file' ? part.fieldname === 'scan' : part.fieldname === 'form';
    if (!known) throw invalid([{ pointer: `/${part.fieldname}`, rule: 'unknown_field', detail: 'This field is not known.' }]);
    if (part.type === 'file') upload.scan = await readFile(part);
    else upload.fields[part.fieldname] = String(part.value);
  }
  return upload;
}

async function readFile(part: MultipartFile): Promise<Buffer> {
  try {
    return await part.toBuffer();
  } catch (error) {
    if ((error as { code?: string }).code !== 'FST_REQ_FILE_TOO_LARGE') throw error;
    throw new ProblemError(413, 'too_large', `The scan is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB.`, [
      { pointer: '/scan', rule: 'max_bytes', detail: `${MAX_FILE_BYTES} bytes at most` },
    ]);
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw invalid([{ pointer: '/form', rule: 'json', detail: 'The part "form" must be JSON.' }]);
  }
}
