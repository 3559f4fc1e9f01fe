import { UseFilters, UseGuards } from '@nestjs/common';
import { Ack as AckParam, ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { ChangeSheet, MeetingKeyMessage, WatchMeeting, type Ack } from '@everexpo/contracts';
import type { Socket } from 'socket.io';
import { DataSource } from 'typeorm';
import {
  fieldError,
  invalid,
  notFound,
  parseOrThrow,
  Permit,
  personOf,
  Realtime,
  SocketBudget,
  type SocketData,
  SocketGuard,
  SocketProblemFilter,
  UnitOfWork,
} from '../../platform/index.ts';
import { RecordOpenPages } from '../attendance/record-open-pages.ts';
import { meetingFor } from '../meetings/meeting-view.ts';
import { meetingPages } from '../meetings/names.ts';
import { negotiationPolicy } from '../negotiation.policy.ts';
import { ReadSheet } from './read-sheet.ts';
import { addUpdate, isUpdate, sizeOfSheet } from './sheet-store.ts';

type Reply<T> = ((reply: Ack<T>) => void) | undefined;

/** A change takes one more event out of its page's budget for so many bytes: to look at it costs milliseconds. */
const READ_BYTES_PER_EVENT = 1024;
/** So does a page that opens the sheet, for what is sent and for what may have to be merged. */
const SENT_BYTES_PER_EVENT = 256 * 1024;
const CHANGES_PER_EVENT = 2_000;

/**
 * What pages of a meeting tell each other: changes of the term sheet, and the messages with which they agree on a key.
 * Every message is looked at anew, and no right is remembered: whoever was removed is refused with the next one.
 */
@WebSocketGateway()
@UseGuards(SocketGuard)
@UseFilters(SocketProblemFilter)
export class MeetingGateway {
  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    private readonly realtime: Realtime,
    private readonly budget: SocketBudget,
    private readonly pages: RecordOpenPages,
    private readonly readSheet: ReadSheet,
  ) {}

  @SubscribeMessage('meeting:watch')
  @Permit(negotiationPolicy.enterMeeting)
  async watch(
    @ConnectedSocket() socket: Socket,
    @MessageBody() body: unknown,
    @AckParam() reply: Reply<{ sheet: string }>,
  ): Promise<void> {
    const { meetingId } = parseOrThrow(WatchMeeting, body);
    const personId = await this.partyOf(socket, meetingId);
    const { bytes, changes } = await sizeOfSheet(this.dataSource.manager, meetingId);
    this.budget.charge(socket, Math.floor(bytes / SENT_BYTES_PER_EVENT) + Math.floor(changes / CHANGES_PER_EVENT));
    await socket.join(meetingPages(meetingId));
    await this.pages.came([{ of: meetingId, personId }]);
    const sheet = await this.readSheet.run(meetingId, personId);
    reply?.({ ok: true, data: { sheet: Buffer.from(sheet).toString('base64') } });
  }

  @SubscribeMessage('meeting:unwatch')
  @Permit(negotiationPolicy.enterMeeting)
  async unwatch(
    @ConnectedSocket() socket: Socket,
    @MessageBody() body: unknown,
    @AckParam() reply: Reply<null>,
  ): Promise<void> {
    await socket.leave(meetingPages(parseOrThrow(WatchMeeting, body).meetingId));
    reply?.({ ok: true, data: null });
  }

  @SubscribeMessage('sheet:change')
  @Permit(negotiationPolicy.enterMeeting)
  async change(
    @ConnectedSocket() socket: Socket,
    @MessageBody() body: unknown,
    @AckParam() reply: Reply<{ id: number }>,
  ): Promise<void> {
    const { meetingId, update } = parseOrThrow(ChangeSheet, body);
    const personId = await this.partyOf(socket, meetingId);
    const bytes = new Uint8Array(Buffer.from(update, 'base64'));
    this.budget.charge(socket, Math.floor(bytes.length / READ_BYTES_PER_EVENT));
    if (!(await isUpdate(bytes))) throw invalid(fieldError('/update', 'yjs_update'));
    const change = await this.work.system('negotiation.write-sheet', (tx) => addUpdate(tx, meetingId, personId, bytes));
    this.realtime.emit(meetingPages(meetingId), 'sheet:changed', { ...change, meetingId });
    reply?.({ ok: true, data: { id: change.id } });
  }

  /** Passed on as it is: the key in it is wrapped for one page alone. */
  @SubscribeMessage('meeting:key')
  @Permit(negotiationPolicy.enterMeeting)
  async key(
    @ConnectedSocket() socket: Socket,
    @MessageBody() body: unknown,
    @AckParam() reply: Reply<null>,
  ): Promise<void> {
    const message = parseOrThrow(MeetingKeyMessage, body);
    await this.partyOf(socket, message.meetingId);
    this.realtime.emit(meetingPages(message.meetingId), 'meeting:key', message);
    reply?.({ ok: true, data: null });
  }

  private async partyOf(socket: Socket, meetingId: string): Promise<string> {
    const { id } = personOf((socket.data as SocketData).actor);
    const meeting = await meetingFor(this.dataSource.manager, meetingId, id);
    if (!meeting?.parties.some(({ personId, side, admitted }) => personId === id && (admitted || side === 'owner')))
      throw notFound('meeting');
    return id;
  }
}
