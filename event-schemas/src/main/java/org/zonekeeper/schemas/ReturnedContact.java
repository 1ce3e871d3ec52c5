package org.zonekeeper.schemas;

import org.zonekeeper.schemas.common.ContactReturnGrounds;

/** What follows when a contact that an agent looked at is not dialled. Stateless. */
public final class ReturnedContact {
  private ReturnedContact() {}

  /** Whether the agent wraps it up: who finished it or put it off has more to say about it. */
  public static boolean isWrappedUp(ContactReturnGrounds grounds) {
    return switch (grounds) {
      case CANCELLED, RESCHEDULED -> true;
      case REJECTED,
          TIME_LIMIT,
          AGENT_GONE,
          NO_AGENT,
          JOB_NOT_DIALLING,
          ZONE_DOWN,
          OTHER,
          DO_NOT_CALL ->
          false;
    };
  }
}
