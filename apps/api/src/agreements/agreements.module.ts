import { Module } from '@nestjs/common';
import { ExpoModule } from '../expo/index.ts';
import { AnnounceAgreements } from './announce-agreements.ts';
import { CeremonyController } from './ceremony/ceremony.controller.ts';
import { LeadCeremony } from './ceremony/lead-ceremony.ts';
import { CheckEntry } from './desk/check-entry.ts';
import { DeskController } from './desk/desk.controller.ts';
import { ImportPapers } from './desk/import-papers.ts';
import { LogPaperAgreement } from './desk/log-paper-agreement.ts';
import { DocumentFiles } from './documents/document-files.ts';
import { DocumentController } from './documents/document.controller.ts';
import { RequestEnding } from './ending/request-ending.ts';
import { EndingController } from './ending/ending.controller.ts';
import { FollowUpController } from './follow-up/follow-up.controller.ts';
import { ManageMilestones } from './follow-up/manage-milestones.ts';
import { OpenFollowUp } from './follow-up/open-follow-up.ts';
import { RemindMilestones } from './follow-up/remind-milestones.ts';
import { LedgerSigningKey } from './registry/ledger/ledger-signing-key.ts';
import { SealOpenLedgers } from './registry/ledger/seal-open-ledgers.ts';
import { VerificationController } from './registry/verification.controller.ts';
import { SealAgreement } from './sealing/seal-agreement.ts';
import { DeclineAgreement } from './signing/decline-agreement.ts';
import { SignAgreement } from './signing/sign-agreement.ts';
import { SigningController } from './signing/signing.controller.ts';
import { WatchDeadlines } from './signing/watch-deadlines.ts';
import { AgreementController } from './terms/agreement.controller.ts';
import { ChangeParties } from './terms/change-parties.ts';
import { DraftAgreement } from './terms/draft-agreement.ts';
import { ReviewAgreement } from './terms/review-agreement.ts';
import { ReviseAgreement } from './terms/revise-agreement.ts';
import { WithdrawAgreement } from './terms/withdraw-agreement.ts';
import { FiguresController } from './wall/figures.controller.ts';
import { WallController } from './wall/wall.controller.ts';

const terms = [DraftAgreement, ReviseAgreement, ReviewAgreement, WithdrawAgreement, ChangeParties];
const signing = [SignAgreement, DeclineAgreement, WatchDeadlines, SealAgreement];
const registry = [LedgerSigningKey, SealOpenLedgers, RequestEnding];
const desk = [LogPaperAgreement, CheckEntry, ImportPapers];
const followUp = [OpenFollowUp, ManageMilestones, RemindMilestones];

@Module({
  imports: [ExpoModule],
  // Fixed paths come before those with a parameter in their place.
  controllers: [
    DeskController,
    FollowUpController,
    AgreementController,
    SigningController,
    EndingController,
    DocumentController,
    VerificationController,
    WallController,
    FiguresController,
    CeremonyController,
  ],
  providers: [AnnounceAgreements, LeadCeremony, DocumentFiles, ...terms, ...signing, ...registry, ...desk, ...followUp],
})
export class AgreementsModule {}
