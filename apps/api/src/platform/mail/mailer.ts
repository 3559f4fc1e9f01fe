import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { CONFIG, type Config } from '../config/config.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** An iCalendar file to send along. */
  calendar?: string;
}

/** Sends e-mail over the organisation's own server; without SMTP_URL nothing is sent, and the page tells people alone. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private readonly transport: Transporter | null;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'SMTP_URL' | 'MAIL_FROM'>) {
    this.transport = config.SMTP_URL ? createTransport(config.SMTP_URL) : null;
  }

  /** @throws Error when the mail server refuses; the outbox then tries again */
  async send({ to, subject, text, calendar }: Mail): Promise<void> {
    await this.transport?.sendMail({ from: this.config.MAIL_FROM, to, subject, text, ...(calendar ? { icalEvent: { filename: 'meeting.ics', method: 'PUBLISH', content: calendar } } : {}) });
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}
