import { Module } from '@nestjs/common';
import { CurrentEdition } from './editions/current-edition.ts';
import { HomeController } from './programme/home.controller.ts';
import { AnnounceProgrammeChange } from './programme/programme-changed.ts';
import { ProgrammeController } from './programme/programme.controller.ts';
import { ProgrammeReader } from './programme/programme.reader.ts';
import { ProjectController } from './projects/project.controller.ts';
import { SessionController } from './sessions/session.controller.ts';

@Module({
  controllers: [HomeController, ProgrammeController, ProjectController, SessionController],
  providers: [CurrentEdition, ProgrammeReader, AnnounceProgrammeChange],
  exports: [CurrentEdition],
})
export class ExpoModule {}
