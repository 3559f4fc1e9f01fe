import { Module } from '@nestjs/common';
import { AttachDeck } from './decks/attach-deck.ts';
import { DeckController } from './decks/deck.controller.ts';
import { DeckFiles } from './decks/deck-files.ts';
import { DrawDecks } from './decks/draw-decks.ts';
import { AnnounceDraft } from './draft/announce-draft.ts';
import { DraftController } from './draft/draft.controller.ts';
import { DraftGateway } from './draft/draft.gateway.ts';
import { LockSession } from './draft/lock-session.ts';
import { MovePitch } from './draft/move-pitch.ts';
import { PlaceSessions } from './draft/place-sessions.ts';
import { CreateEdition } from './editions/create-edition.ts';
import { CurrentEdition } from './editions/current-edition.ts';
import { EditionController } from './editions/edition.controller.ts';
import { KnownEditions } from './editions/known-editions.ts';
import { OpenEdition } from './editions/open-edition.ts';
import { SaveRoom } from './editions/setup/save-room.ts';
import { SetRules } from './editions/setup/set-rules.ts';
import { SetSlots } from './editions/setup/set-slots.ts';
import { SetUnavailability } from './editions/setup/set-unavailability.ts';
import { GroupProjects } from './intake/group-projects.ts';
import { ImportProjects } from './intake/projects/import-projects.ts';
import { ImportSessions } from './intake/schedules/import-sessions.ts';
import { IntakeController } from './intake/intake.controller.ts';
import { ExportController } from './interchange/export.controller.ts';
import { FeedController } from './interchange/feed.controller.ts';
import { Feeds } from './interchange/feeds.ts';
import { AnnounceProgrammeChange } from './programme/programme-changed.ts';
import { ProgrammeController } from './programme/programme.controller.ts';
import { ProgrammeReader } from './programme/programme.reader.ts';
import { FavouriteController } from './projects/favourite.controller.ts';
import { MarkFavourites } from './projects/mark-favourites.ts';
import { ProjectController } from './projects/project.controller.ts';
import { AnswerAcceptance } from './selection/answer-acceptance.ts';
import { SetCall } from './selection/calls.ts';
import { DecideProjects } from './selection/decide-projects.ts';
import { ReviewProject } from './selection/review-project.ts';
import { SelectionController } from './selection/selection.controller.ts';
import { SubmitProject } from './selection/submit-project.ts';
import { AdoptSolution } from './timetable/adopt-solution.ts';
import { DraftEvaluations } from './timetable/draft-evaluations.ts';
import { ProposeRepair } from './timetable/propose-repair.ts';
import { SolveProgramme } from './timetable/solve-programme.ts';
import { TimetableController } from './timetable/timetable.controller.ts';
import { CancelVersion } from './versions/cancel-version.ts';
import { PublishDue } from './versions/publish-due.ts';
import { PublishVersion, RestoreVersion } from './versions/publish-version.ts';
import { VersionController } from './versions/version.controller.ts';

const published = [AnnounceProgrammeChange, CurrentEdition, Feeds, MarkFavourites, ProgrammeReader];
const workspace = [AnnounceDraft, DraftGateway, LockSession, MovePitch, PlaceSessions];
const edition = [CreateEdition, KnownEditions, OpenEdition, SaveRoom, SetRules, SetSlots, SetUnavailability];
const intake = [GroupProjects, ImportProjects, ImportSessions];
const selection = [
  AnswerAcceptance,
  AttachDeck,
  DeckFiles,
  DrawDecks,
  DecideProjects,
  ReviewProject,
  SetCall,
  SubmitProject,
];
const timetable = [AdoptSolution, DraftEvaluations, ProposeRepair, SolveProgramme];
const versions = [CancelVersion, PublishDue, PublishVersion, RestoreVersion];

@Module({
  controllers: [
    DeckController,
    DraftController,
    EditionController,
    ExportController,
    FavouriteController,
    FeedController,
    IntakeController,
    ProgrammeController,
    ProjectController,
    SelectionController,
    TimetableController,
    VersionController,
  ],
  providers: [...published, ...workspace, ...edition, ...intake, ...selection, ...timetable, ...versions],
  exports: [CurrentEdition, KnownEditions],
})
export class ExpoModule {}
