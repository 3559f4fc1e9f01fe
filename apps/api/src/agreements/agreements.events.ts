import { eventKind } from '../platform/index.ts';

export const agreementChanged = eventKind<{ agreementId: string }>('agreements.changed');
export const agreementRegistered = eventKind<{ agreementId: string; editionId: string; number: string }>('agreements.registered');
