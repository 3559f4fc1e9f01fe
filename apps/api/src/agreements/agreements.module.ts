import { Module } from '@nestjs/common';
import { ExpoModule } from '../expo/index.ts';
import { AnnounceAgreements } from './announce-agreements.ts';
import { DocumentController } from './documents/document.controller.ts';
import { LogPaperAgreement } from './paper/log-paper-agreement.ts';
import { PaperController } from './paper/paper.controller.ts';
import { Keeper } from './registry/keeper.ts';
import { SealOpenLedgers } from './registry/seal-open-ledgers.ts';
import { VerificationController } from './registry/verification.controller.ts';
import { PrepareAgreement } from './signing/prepare-agreement.ts';
import { SignAgreement } from './signing/sign-agreement.ts';
import { AgreementController } from './terms/agreement.controller.ts';
import { DraftAgreement } from './terms/draft-agreement.ts';
import { ReviseAgreement } from './terms/revise-agreement.ts';
import { WallController } from './wall/wall.controller.ts';

@Module({
  imports: [ExpoModule],
  controllers: [PaperController, AgreementController, DocumentController, VerificationController, WallController],
  providers: [AnnounceAgreements, DraftAgreement, ReviseAgreement, PrepareAgreement, SignAgreement, LogPaperAgreement, Keeper, SealOpenLedgers],
})
export class AgreementsModule {}
