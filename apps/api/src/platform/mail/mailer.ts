import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { writable } from '@everexpo/interchange';
import type { Transporter } from 'nodemailer';
import { CONFIG, type Config } from '../config/config.ts';
import { Undeliverable } from '../outbox/on-event.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** An iCalendar file to send along. */
  calendar?: string;
}

/** Milliseconds to look the server up, to reach it, until its greeting, and between two of its answers. */
const LIMITS = { dnsTimeout: 5_000, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

/**
 * Sends e-mail over the organisation's own server; without SMTP_URL nothing is sent, and the page tells people alone.
 */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private transport: Promise<Transporter> | null = null;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'SMTP_URL' | 'MAIL_FROM'>) {}

  /**
   * To one address, within seconds.
   * @throws Undeliverable when the mail server refuses the address or the letter for good
   * @throws Error when it does not answer, or refuses for now
   */
  async send({ to, subject, text, calendar }: Mail): Promise<void> {
    const { SMTP_URL } = this.config;
    if (!SMTP_URL) return;
    this.transport ??= import('nodemailer').then(({ createTransport }) =>
      createTransport({ url: SMTP_URL, ...LIMITS }),
    );
    const transport = await this.transport;
    const letter = {
      from: this.config.MAIL_FROM,
      to,
      subject: writable(subject),
      text: writable(text),
      ...(calendar ? { icalEvent: { filename: 'meeting.ics', method: 'PUBLISH', content: calendar } } : {}),
    };
    await transport.sendMail(letter).catch((error: unknown) => {
      throw isRefusedForGood(error) ? new Undeliverable(error) : error;
    });
  }

  async onApplicationShutdown(): Promise<void> {
    (await this.transport)?.close();
  }
}

/** A 5xx (RFC 5321) to the recipient or the letter itself; to our own sign-in or sender it may be mended. */
function isRefusedForGood(error: unknown): error is Error {
  const { command = '', responseCode = 0 } = error as { command?: string; responseCode?: number };
  return responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command);
}
