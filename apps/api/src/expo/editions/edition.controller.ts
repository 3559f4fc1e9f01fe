import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
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
import { SaveRoom } from './setup/save-room.ts';
import { SetRules } from './setup/set-rules.ts';
import { SetSlots } from './setup/set-slots.ts';
import { SetUnavailability } from './setup/set-unavailability.ts';

@ApiTags('editions')
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
  @ApiOperation({ summary: 'All editions' })
  @Permit(expoPolicy.prepare)
  @Header('cache-control', 'no-store')
  @Returns(z.object({ items: z.array(EditionCard) }))
  async list(): Promise<{ items: EditionCard[] }> {
    return { items: await editionCards(this.dataSource.manager) };
  }

  @Post()
  @ApiOperation({ summary: 'Create an edition' })
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
  @ApiOperation({ summary: 'Make an edition the current one' })
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
  @ApiOperation({ summary: 'Replace the slots of an edition' })
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
  @ApiOperation({ summary: 'Set the programme rules of an edition' })
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
  @ApiOperation({ summary: 'Add a room' })
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
  @ApiOperation({ summary: 'Change a room' })
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
  @ApiOperation({ summary: 'Remove a room' })
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
  @ApiOperation({ summary: 'Set when a room is closed' })
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
  @ApiOperation({ summary: 'Set when a person is away' })
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
  @ApiOperation({ summary: 'Set when the signed-in person is away' })
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
