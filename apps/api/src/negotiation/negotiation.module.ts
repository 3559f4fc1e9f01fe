import { Module } from '@nestjs/common';
import { ExpoModule } from '../expo/index.ts';
import { AnnounceNegotiation } from './announce-negotiation.ts';
import { CloseMediaRooms } from './close-media-rooms.ts';
import { RecordOpenPages } from './attendance/record-open-pages.ts';
import { RecordJoins } from './attendance/record-joins.ts';
import { WatchMeetings } from './attendance/watch-meetings.ts';
import { AnswerMeeting } from './booking/answer-meeting.ts';
import { BlockPerson } from './booking/block-person.ts';
import { BookingController } from './booking/booking.controller.ts';
import { ChangeSide } from './booking/change-side.ts';
import { MarkMustSee } from './booking/mark-must-see.ts';
import { RequestMeeting } from './booking/request-meeting.ts';
import { SetMeetingHours } from './booking/set-meeting-hours.ts';
import { MeetingFilesController } from './files/meeting-files.controller.ts';
import { MeetingFiles } from './files/meeting-files.ts';
import { BringInGuest } from './guests/bring-in-guest.ts';
import { ExpressInterest } from './interests/express-interest.ts';
import { InterestController } from './interests/interest.controller.ts';
import { EndMeeting } from './meetings/end-meeting.ts';
import { EndMeetingPlaces } from './meetings/end-meeting-places.ts';
import { EnterMeeting } from './meetings/enter-meeting.ts';
import { ManageDoor } from './meetings/manage-door.ts';
import { MeetingController } from './meetings/meeting.controller.ts';
import { OpenMeeting } from './meetings/open-meeting.ts';
import { RecordOutcome } from './outcomes/record-outcome.ts';
import { PlaceMeetings } from './placement/place-meetings.ts';
import { MeetingGateway } from './sheet/meeting.gateway.ts';
import { ReadSheet } from './sheet/read-sheet.ts';
import { SheetController } from './sheet/sheet.controller.ts';
import { SideChannelController } from './side-channel/side-channel.controller.ts';
import { SideChannel } from './side-channel/side-channel.ts';
import { CheckIn } from './tables/check-in.ts';
import { SetTables } from './tables/set-tables.ts';
import { TablesController } from './tables/tables.controller.ts';
import { WalkIn } from './tables/walk-in.ts';

const roomControllers = [SheetController, MeetingFilesController, SideChannelController, MeetingController];
const booking = [RequestMeeting, AnswerMeeting, ChangeSide, PlaceMeetings, SetMeetingHours, MarkMustSee, BlockPerson];
const room = [
  OpenMeeting,
  EnterMeeting,
  EndMeetingPlaces,
  ManageDoor,
  EndMeeting,
  BringInGuest,
  MeetingGateway,
  ReadSheet,
  MeetingFiles,
  SideChannel,
  RecordOutcome,
];
const onSite = [SetTables, CheckIn, WalkIn];
const attendance = [RecordOpenPages, RecordJoins, WatchMeetings];

@Module({
  imports: [ExpoModule],
  // Fixed paths come before those with a parameter in their place.
  controllers: [TablesController, InterestController, BookingController, ...roomControllers],
  providers: [AnnounceNegotiation, CloseMediaRooms, ExpressInterest, ...booking, ...room, ...onSite, ...attendance],
})
export class NegotiationModule {}
