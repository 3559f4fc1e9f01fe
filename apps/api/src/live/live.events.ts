import { eventKind } from '../platform/index.ts';
import type { StageAction } from './stage/stage-states.ts';

export const stageChanged = eventKind<{ sessionId: string; action: StageAction }>('live.stage-changed');
export const presenterChanged = eventKind<{ sessionId: string; personId: string }>('live.presenter-changed');
export const questionAsked = eventKind<{ questionId: string }>('live.question-asked');
export const questionChanged = eventKind<{ questionId: string }>('live.question-changed');
export const questionVoted = eventKind<{ questionId: string; sessionId: string }>('live.question-voted');
