import { Foundation1764000000000 } from './1764000000000-foundation.ts';
import { Expo1764000100000 } from './1764000100000-expo.ts';
import { Deals1764000200000 } from './1764000200000-deals.ts';
import { Workspace1764000300000 } from './1764000300000-workspace.ts';
import { Selection1764000400000 } from './1764000400000-selection.ts';
import { Checkpoints1764000500000 } from './1764000500000-checkpoints.ts';
import { Signing1764000600000 } from './1764000600000-signing.ts';
import { Meetings1764000700000 } from './1764000700000-meetings.ts';
import { LiveShow1764000800000 } from './1764000800000-live-show.ts';
import { Decks1764000900000 } from './1764000900000-decks.ts';
import { Recording1764001000000 } from './1764001000000-recording.ts';
import { DeckFaults1764001300000 } from './1764001300000-deck-faults.ts';
import { Identity1764001500000 } from './1764001500000-identity.ts';
import { MissedCalls1764001650000 } from './1764001650000-missed-calls.ts';
import { AttemptRounds1764001700000 } from './1764001700000-attempt-rounds.ts';
import { SocketEnds1764001730000 } from './1764001730000-socket-ends.ts';
import { SeatNetworks1764001760000 } from './1764001760000-seat-networks.ts';
import { TablesHaveOwners1764001790000 } from './1764001790000-tables-have-owners.ts';
import { PlacesOfSignIns1764001850000 } from './1764001850000-places-of-sign-ins.ts';
import { LanguageOfAPerson1764001950000 } from './1764001950000-language-of-a-person.ts';
import { SizesOfSheets1764001960000 } from './1764001960000-sizes-of-sheets.ts';
import { StoredFiles1764001970000 } from './1764001970000-stored-files.ts';
import { OutboxLanes1764001980000 } from './1764001980000-outbox-lanes.ts';
import { ReadinessProbe1764001980010 } from './1764001980010-readiness-probe.ts';
import { StandardTerms1764002000000 } from './1764002000000-standard-terms.ts';
import { FilesOfRecordings1764002010000 } from './1764002010000-files-of-recordings.ts';
import { Search1764002020000 } from './1764002020000-search.ts';
import { Favourites1764002030000 } from './1764002030000-favourites.ts';
import { DismissedNotices1764002100000 } from './1764002100000-dismissed-notices.ts';

/** Every migration, oldest first. */
export const migrations = [
  Foundation1764000000000,
  Expo1764000100000,
  Deals1764000200000,
  Workspace1764000300000,
  Selection1764000400000,
  Checkpoints1764000500000,
  Signing1764000600000,
  Meetings1764000700000,
  LiveShow1764000800000,
  Decks1764000900000,
  Recording1764001000000,
  DeckFaults1764001300000,
  Identity1764001500000,
  MissedCalls1764001650000,
  AttemptRounds1764001700000,
  SocketEnds1764001730000,
  SeatNetworks1764001760000,
  TablesHaveOwners1764001790000,
  PlacesOfSignIns1764001850000,
  LanguageOfAPerson1764001950000,
  SizesOfSheets1764001960000,
  StoredFiles1764001970000,
  OutboxLanes1764001980000,
  ReadinessProbe1764001980010,
  StandardTerms1764002000000,
  FilesOfRecordings1764002010000,
  Search1764002020000,
  Favourites1764002030000,
  DismissedNotices1764002100000,
];
