package org.zonekeeper.acr;

/**
 * An event on its way to the recorder.
 *
 * @param offset of its record in the journal
 * @param sequence of the event
 * @param at when it was decided, epoch milliseconds
 * @param cloudEvent as it is sent, UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only handed on
record Outgoing(long offset, long sequence, long at, byte[] cloudEvent) {}
