package org.zonekeeper.gateway.protocol;

import org.zonekeeper.schemas.common.RefusalReason;

/** Why a command was refused, with the number that answers carry as their result. */
public enum Reason {
  MALFORMED_MESSAGE(100),
  UNKNOWN_COMMAND(101),
  INVALID_PARAMETER(102),
  UNKNOWN_ZONE(103),
  NOT_LOGGED_ON(104),
  TOO_FAST(105),
  TOO_MANY_PENDING(106),
  BROKER_NOT_AVAILABLE(107),
  SESSION_UNKNOWN(108),
  NOT_AUTHORISED(110),
  TOKEN_REJECTED(111),
  CONTACT_STORE_NOT_AVAILABLE(112),
  NOT_WRITABLE(113),
  ZONE_NOT_AVAILABLE(201),
  ALREADY_LOGGED_ON(202),
  RELOGIN_REQUIRED(203),
  STATE_NOT_ALLOWED(204),
  UNKNOWN_AGENT(205),
  UNKNOWN_JOB(206),
  JOB_EXISTS(207),
  JOB_NOT_RUNNING(208),
  UNKNOWN_COMPLETION_CODE(209),
  WRAPUP_NOT_EXTENDABLE(210),
  EXTENSION_IN_USE(211),
  STALE_CHECK(212),
  COMMAND_ID_REUSED(213),
  ZONE_FULL(220),
  DESTINATION_NOT_AVAILABLE(221),
  DESTINATION_IS_SELF(222),
  TOO_MANY_CONSULTS(223),
  CANCEL_NOT_YET(224),
  NUMBER_NOT_ALLOWED(225),
  OWNER_CANNOT_LEAVE(226),
  ZONE_GOING_DOWN(227),
  UNKNOWN_CALLBACK(228),
  CALLBACK_TYPE_NOT_ALLOWED(229),
  TIME_IN_PAST(230),
  OUTSIDE_LEGAL_HOURS(231),
  DO_NOT_CALL(232),
  BLEND_TOO_SOON(233),
  OTHER(299);

  private final int number;

  Reason(int number) {
    this.number = number;
  }

  /** Never 0, and never changed once released. */
  public int number() {
    return number;
  }

  /** The zone's own reason; a test proves that each has its constant here. */
  public static Reason of(RefusalReason reason) {
    return valueOf(reason.name());
  }
}
