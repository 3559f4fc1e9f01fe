import type { Ack } from '@everexpo/contracts';
import type { Language } from '@everexpo/contracts/problems';
import type { Socket } from 'socket.io';
import type { Actor } from '../access/actor.ts';
import { languageOf } from '../http/language.ts';
import { asProblem } from '../problems/problem.filter.ts';
import { problemOf } from '../problems/problem.ts';

type Connection = Pick<Socket, 'handshake' | 'data'>;

/** The language that a page asks for when it connects; else that of its browser or account. */
function languageOfSocket({ handshake, data }: Connection): Language {
  const { language } = handshake.auth as { language?: unknown };
  if (language === 'zh' || language === 'en') return language;
  return languageOf({ headers: handshake.headers, actor: (data as { actor?: Actor }).actor });
}

/** How a socket is told what a request would be told by problem+json. */
export function refusedAck(
  error: unknown,
  socket: Connection & Pick<Socket, 'id'>,
): Extract<Ack<never>, { ok: false }> {
  const problem = asProblem(error);
  const { status, code, detail = '', errors } = problemOf(problem, languageOfSocket(socket), socket.id);
  return { ok: false, status, code, detail, errors, retryAfter: problem.retryAfterSeconds };
}
