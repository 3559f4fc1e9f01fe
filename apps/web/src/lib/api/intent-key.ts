import { useState } from 'react';
import { ApiError, newKey } from './api.ts';

/** Without an answer, or with one that the server failed, what was sent may have been committed all the same. */
export const mayBeDone = (error: unknown) => !(error instanceof ApiError && error.status < 500);

/**
 * The idempotency key of what somebody wants done: the same however often it is sent, until it is answered or refused,
 * or something else is wanted.
 */
export class IntentKey {
  private kept: { intent: string; key: string } | null = null;

  /** @param intent what is sent and where to, and whatever else makes it another wish */
  keyFor(intent: unknown): string {
    const text = JSON.stringify(intent);
    if (this.kept?.intent !== text) this.kept = { intent: text, key: newKey() };
    return this.kept.key;
  }

  /** Sends under the key of the intent. @throws what `send` throws */
  async send<T>(intent: unknown, send: (idempotencyKey: string) => Promise<T>): Promise<T> {
    const key = this.keyFor(intent);
    try {
      const answer = await send(key);
      this.forget(key);
      return answer;
    } catch (error) {
      if (!mayBeDone(error)) this.forget(key);
      throw error;
    }
  }

  private forget(key: string): void {
    if (this.kept?.key === key) this.kept = null;
  }
}

export const useIntentKey = (): IntentKey => useState(() => new IntentKey())[0];
