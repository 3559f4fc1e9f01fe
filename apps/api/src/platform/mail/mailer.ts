import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { writable } from '@everexpo/interchange';
import type { Transporter } from 'nodemailer';
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
  private transport: Promise<Transporter> | null = null;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'SMTP_URL' | 'MAIL_FROM'>) {}

  /** @throws Error when the mail server refuses; the outbox then tries again */
  async send({ to, subject, text, calendar }: Mail): Promise<void> {
    const { SMTP_URL } = this.config;
    if (!SMTP_URL) return;
    this.transport ??= import('nodemailer').then(({ createTransport }) => createTransport(SMTP_URL));
    await (
      await this.transport
    ).sendMail({
      from: this.config.MAIL_FROM,
      to,
      subject: writable(subject),
      text: writable(text),
      ...(calendar ? { icalEvent: { filename: 'meeting.ics', method: 'PUBLISH', content: calendar } } : {}),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    (await this.transport)?.close();
  }
}
