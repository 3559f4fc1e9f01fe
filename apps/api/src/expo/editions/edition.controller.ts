import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  CreateEdition as CreateEditionBody,
  DraftRoom,
  EditionCard,
  Id,
  ProgrammeRules,
  RoomForm,
  SlotGrid,
  Timeslot,
  Unavailability,
} from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CurrentCommand, Idempotent, Permit, Returns, type PersonCommand } from '../../platform/index.ts';
import { expoPolicy } from '../expo.policy.ts';
import { CreateEdition } from './create-edition.ts';
import { editionCards } from './edition-cards.ts';
import { OpenEdition } from './open-edition.ts';
import { SaveRoom } from './save-room.ts';
import { SetRules } from './set-rules.ts';
import { SetSlots } from './set-slots.ts';
import { SetUnavailability } from './set-unavailability.ts';

@Controller('editions')
export class EditionController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly createEdition: CreateEdition,
    private readonly openEdition: OpenEdition,
    private readonly saveRoom: SaveRoom,
    private readonly setSlots: SetSlots,
    private readonly setRules: SetRules,
    private readonly setUnavailability: SetUnavailability,
  ) {}

  @Get()
  @Permit(expoPolicy.prepare)
  @Header('cache-control', 'no-store')
  @Returns(z.object({ items: z.array(EditionCard) }))
  async list(): Promise<{ items: EditionCard[] }> {
    return { items: await editionCards(this.dataSource.manager) };
  }

  @Post()
  @Idempotent()
  @Permit(expoPolicy.prepare)
  @Returns(EditionCard, 201)
  create(
    @CurrentCommand() command: PersonCommand,
    @Body({ schema: CreateEditionBody }) body: CreateEditionBody,
  ): Promise<EditionCard> {
    return this.createEdition.run(command, body);
  }

  @Post(':edition/open')
  @HttpCode(200)
  @Permit(expoPolicy.publish)
  @Returns(EditionCard)
  open(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
  ): Promise<EditionCard> {
    return this.openEdition.run(command, edition);
  }

  @Put(':edition/slots')
  @Permit(expoPolicy.prepare)
  @Returns(z.array(Timeslot))
  slots(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Body({ schema: SlotGrid }) body: SlotGrid,
  ): Promise<Timeslot[]> {
    return this.setSlots.run(command, edition, body);
  }

  @Put(':edition/rules')
  @Permit(expoPolicy.prepare)
  @Returns(ProgrammeRules)
  rules(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Body({ schema: ProgrammeRules }) body: ProgrammeRules,
  ): Promise<ProgrammeRules> {
    return this.setRules.run(command, edition, body);
  }

  @Post(':edition/rooms')
  @Idempotent()
  @Permit(expoPolicy.prepare)
  @Returns(z.array(DraftRoom), 201)
  addRoom(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Body({ schema: RoomForm }) body: RoomForm,
  ): Promise<DraftRoom[]> {
    return this.saveRoom.run(command, edition, null, body);
  }

  @Put(':edition/rooms/:room')
  @Permit(expoPolicy.prepare)
  @Returns(z.array(DraftRoom))
  changeRoom(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Param('room', { schema: Id }) room: string,
    @Body({ schema: RoomForm }) body: RoomForm,
  ): Promise<DraftRoom[]> {
    return this.saveRoom.run(command, edition, room, body);
  }

  @Delete(':edition/rooms/:room')
  @Permit(expoPolicy.prepare)
  @Returns(z.array(DraftRoom))
  removeRoom(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Param('room', { schema: Id }) room: string,
  ): Promise<DraftRoom[]> {
    return this.saveRoom.remove(command, edition, room);
  }

  @Put(':edition/rooms/:room/closures')
  @Permit(expoPolicy.prepare)
  @Returns(Unavailability)
  closeRoom(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Param('room', { schema: Id }) room: string,
    @Body({ schema: Unavailability }) { spans }: Unavailability,
  ): Promise<Unavailability> {
    return this.setUnavailability.forRoom(command, edition, room, spans);
  }

  @Put(':edition/people/:person/unavailability')
  @Permit(expoPolicy.prepare)
  @Returns(Unavailability)
  away(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Param('person', { schema: Id }) person: string,
    @Body({ schema: Unavailability }) { spans }: Unavailability,
  ): Promise<Unavailability> {
    return this.setUnavailability.forPerson(command, edition, person, spans);
  }

  /** An owner says for themselves when they cannot come. */
  @Put(':edition/unavailability/mine')
  @Permit(expoPolicy.sayUnavailable)
  @Returns(Unavailability)
  mine(
    @CurrentCommand() command: PersonCommand,
    @Param('edition', { schema: Id }) edition: string,
    @Body({ schema: Unavailability }) { spans }: Unavailability,
  ): Promise<Unavailability> {
    return this.setUnavailability.forPerson(command, edition, command.actor.id, spans);
  }
}
