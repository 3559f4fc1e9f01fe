import type { Ack } from '@everexpo/contracts';
import type { Language } from '@everexpo/contracts/problems';
import type { Socket } from 'socket.io';
import { languageOf } from '../http/language.ts';
import { asProblem } from '../http/problem.filter.ts';
import { problemOf } from '../http/problem.ts';

/** The language that a page asks for when it connects; else that of its browser. */
export function languageOfSocket({ handshake }: Pick<Socket, 'handshake'>): Language {
  const { language } = handshake.auth as { language?: unknown };
  return language === 'zh' || language === 'en' ? language : languageOf(handshake);
}

/** How a socket is told what a request would be told by problem+json. */
export function refusedAck(
  error: unknown,
  socket: Pick<Socket, 'id' | 'handshake'>,
): Extract<Ack<never>, { ok: false }> {
  const problem = asProblem(error);
  const { status, code, detail = '', errors } = problemOf(problem, languageOfSocket(socket), socket.id);
  return { ok: false, status, code, detail, errors, retryAfter: problem.retryAfterSeconds };
}
