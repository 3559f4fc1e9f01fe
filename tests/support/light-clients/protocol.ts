import type { MediaTicket } from '@everexpo/contracts';

/** What a process of light clients is started with. */
export interface Wanted {
  /** The API's address. */
  url: string;
  sessionId: string;
  /** Cookie header of each viewer; null for a guest of its own. */
  viewers: (string | null)[];
  /** Cookie header of each presenter. */
  presenters: string[];
}

/** What a viewer has and knows now. */
export interface ViewerState {
  /** `broadcast` for one for whom the room was full. */
  seat: 'viewer' | 'broadcast';
  /** Empty without a seat in the room. */
  identity: string;
  connected: boolean;
  /** Pictures decoded since the start, by the identity of who sent them. */
  frames: Record<string, number>;
  /** Identities whose picture it receives now. */
  pictures: string[];
  /** Identities whose sound it receives now. */
  sounds: string[];
  /** The pitch that is on, by the session's log. */
  currentPitchId: string | null;
  questions: string[];
  recording: boolean;
}

/** What a presenter has and knows now. */
export interface PresenterState {
  identity: string;
  connected: boolean;
  /** As the server says. */
  onStage: boolean;
  /** Whether its picture and its sound are published. */
  camera: boolean;
  microphone: boolean;
}

export interface ClientsState {
  viewers: ViewerState[];
  presenters: PresenterState[];
}

/** What became of somebody who came with a ticket: refused, or let in and, with so many pictures seen, out again. */
export type Visit = { entered: false; why: string } | { entered: true; frames: number; removed: boolean };

export type Call =
  | { name: 'look' }
  | { name: 'leave'; who: 'viewers' | 'presenters'; index: number }
  | { name: 'mute'; index: number; muted: boolean }
  | { name: 'visit'; ticket: Pick<MediaTicket, 'url' | 'token'> };

export interface Request {
  id: number;
  call: Call;
}

export type Reply =
  /** One more of them is in the room. */
  | { kind: 'joined' }
  | { kind: 'answer'; id: number; answer: unknown }
  | { kind: 'refused'; id: number; error: string }
  | { kind: 'failed'; error: string };
