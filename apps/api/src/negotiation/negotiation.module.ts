import { Module } from '@nestjs/common';
import { AnnounceNegotiation } from './announce-negotiation.ts';
import { ExpressInterest } from './interests/express-interest.ts';
import { InterestController } from './interests/interest.controller.ts';
import { EndMeeting } from './meetings/end-meeting.ts';
import { EnterMeeting } from './meetings/enter-meeting.ts';
import { MeetingController } from './meetings/meeting.controller.ts';
import { OpenMeeting } from './meetings/open-meeting.ts';

@Module({
  controllers: [InterestController, MeetingController],
  providers: [AnnounceNegotiation, ExpressInterest, OpenMeeting, EnterMeeting, EndMeeting],
})
export class NegotiationModule {}
