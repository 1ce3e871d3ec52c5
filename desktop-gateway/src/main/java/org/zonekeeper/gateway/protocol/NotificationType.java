package org.zonekeeper.gateway.protocol;

import java.util.List;

/**
 * The one table of notifications: name and fields beyond {@code zone}, {@code epoch}, {@code
 * sequence} and {@code time}. The protocol document is tested against it.
 */
public enum NotificationType {
  POM_NOT_AVAILABLE("POMNotAvailable", "cause", "outageBeganAt"),
  POM_AVAILABLE("POMAvailable", "cause", "outageBeganAt"),
  AGT_STATE_CHANGED("AGTStateChangedNotify", "agentState", "reasonCode"),
  AGT_CALL_STATE_CHANGED("AGTCallStateChangedNotify", "callState", "call"),
  AGT_JOB_ATTACHED("AGTJobAttached", "jobState", "job", "grounds"),
  AGT_JOB_STATE_CHANGED("AGTJobStateChangedNotify", "jobState", "job", "targetJob", "grounds"),
  AGT_NAILUP_CHANGE("AGTNailupChange", "nailup"),
  AGT_CALL_NOTIFY(
      "AGTCallNotify",
      "call",
      "job",
      "campaign",
      "contact",
      "contactType",
      "numbers",
      "deadline",
      "timed",
      "canCancel",
      "redialsLeft",
      "callback"),
  AGT_CONTACT_DIALLED(
      "AGTContactDialled", "call", "number", "contactType", "grounds", "redialOf", "redialsLeft"),
  AGT_DIAL_FAILED("AGTDialFailed", "call", "reason", "text"),
  AGT_PREVIEW_WITHDRAWN("AGTPreviewWithdrawn", "call", "grounds", "text"),
  AGT_CALLBACK_SCHEDULED(
      "AGTCallbackScheduled",
      "call",
      "callback",
      "callbackType",
      "contact",
      "forAgent",
      "localTime",
      "timeZone",
      "dueAt",
      "expiresAt"),
  AGT_PREVIEW_CALLBACK_PENDING(
      "AGTPreviewCallbackPending", "callback", "callbackType", "contact", "dueAt", "expiresAt"),
  AGT_PREVIEW_CALLBACK_CANCELLED(
      "AGTPreviewCallbackCancelled", "callback", "contact", "grounds", "text"),
  AGT_BLENDED_TO_INBOUND("AGTBlendedToInbound", "work"),
  AGT_BLENDED_TO_OUTBOUND("AGTBlendedToOutbound", "work", "grounds", "text"),
  AGT_CALL_UNASSIGNED("AGTCallUnassigned", "call", "text"),
  AGT_CALL_CONNECTED("AGTCallConnected", "call", "connectedAt"),
  AGT_CALL_HELD("AGTCallHeld", "call"),
  AGT_CALL_UNHELD("AGTCallUnheld", "call"),
  AGT_CONSULT_PENDING("AGTConsultPending", "call", "consult", "from"),
  AGT_PENDING_CONSULT_COMPLETE("AGTPendingConsultComplete", "call", "consult", "from"),
  AGT_CONSULT_NOTIFY(
      "AGTConsultNotify", "call", "consult", "from", "campaign", "contact", "blindTransfer"),
  AGT_CONSULT_CANCELLED("AGTConsultCancelled", "call", "consult", "grounds", "text"),
  AGT_ENABLE_CANCEL_CONSULT("AGTEnableCancelConsult", "call", "consult"),
  AGT_CONSULT_CONNECTED("AGTConsultConnected", "call", "consult", "owner", "second", "number"),
  AGT_CONSULT_DIAL_FAILED("AGTConsultDialFailed", "call", "consult", "reason"),
  AGT_CONSULT_ENDED("AGTConsultEnded", "call", "consult", "grounds", "text"),
  AGT_TRANSFER_NOTIFY(
      "AGTTransferNotify",
      "call",
      "consult",
      "from",
      "to",
      "number",
      "grounds",
      "canDispose",
      "campaign",
      "contact"),
  AGT_TRANSFER_FAILED("AGTTransferFailed", "call", "consult", "text"),
  AGT_CONFERENCE_NOTIFY("AGTConferenceNotify", "call", "consult", "owner", "second", "number"),
  AGT_CONFERENCE_FAILED("AGTConferenceFailed", "call", "consult", "text"),
  AGT_CONFERENCE_OWNERSHIP_CHANGED(
      "AGTConferenceOwnershipChanged", "call", "consult", "owner", "second"),
  AGT_CONFERENCE_ENDED("AGTConferenceEnded", "call", "consult", "grounds", "text"),
  AGT_RECORDING_PAUSED("AGTRecordingPaused", "call", "reason"),
  AGT_RECORDING_RESUMED("AGTRecordingResumed", "call"),
  AGT_CALL_RELEASED("AGTCallReleased", "call", "text"),
  AGT_CALL_NUISANCE("AGTCallNuisance", "call", "cause"),
  AGT_CALL_DISCONNECTED("AGTCallDisconnected", "call", "endedBy", "disconnectedAt"),
  AGT_AUTO_RELEASE_LINE("AGTAutoReleaseLine", "call", "endedBy", "wrapup"),
  AGT_WRAPUP_EXTENDED("AGTWrapupExtended", "call", "deadline", "extensionsLeft"),
  AGT_CONTACT_WRAPPED_UP("AGTContactWrappedUp", "call", "completionCode", "nuisance"),
  AGT_CUSTOMER_DETAILS_CHANGED("AGTCustomerDetailsChanged", "call", "contact", "key"),
  AGT_CAPABILITIES_CHANGED("AGTCapabilitiesChanged", "capabilities"),
  AGT_ZONE_DOWN("AGTZoneDown", "graceMs", "failoverZone"),
  AGT_ZONE_UP("AGTZoneUp"),
  AGT_ZONE_MOVED("AGTZoneMoved", "fromZone"),
  AGT_LOGOFF_PENDING("AGTLogoffPending"),
  AGT_AGENT_LOGGED_OUT("AGTAgentLoggedOut", "grounds", "text"),
  AGT_RELOGIN_REQUIRED("AGTReloginRequired", "call"),
  GET_AGENT_STATUS("GetAgentStatus", "check", "deadline"),
  COMMAND_PENDING("CommandPendingNotify", "id", "command", "waitedMs"),
  SUP_ZONE_STATUS("SUPZoneStatus", "phase", "owner", "available", "goingDown"),
  SUP_AGENT_STATUS(
      "SUPAgentStatus",
      "agent",
      "agentState",
      "callState",
      "jobState",
      "nailup",
      "call",
      "job",
      "jobGrounds",
      "skills",
      "reloginRequired"),
  SUP_JOB_STATUS("SUPJobStatus", "job", "status", "settings"),
  SUP_AGENTS("SUPAgents", "agents"),
  SUP_ZONE_COUNTERS("SUPZoneCounters", "counters"),
  SUP_JOB_COUNTERS("SUPJobCounters", "job", "counters"),
  SUP_OWNER_CHANGE("SUPOwnerChange", "change"),
  SUP_JOURNAL("SUPJournal", "events", "skipped"),
  SUP_ZONE_NOT_AVAILABLE("SUPZoneNotAvailable", "cause", "outageBeganAt"),
  SUP_ZONE_AVAILABLE("SUPZoneAvailable", "cause", "outageBeganAt");

  private final String wireName;

  /** Made by List.of, which the checker cannot see. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> fields;

  NotificationType(String wireName, String... fields) {
    this.wireName = wireName;
    this.fields = List.of(fields);
  }

  /** The frame's {@code type}. */
  public String wireName() {
    return wireName;
  }

  public List<String> fields() {
    return fields;
  }
}
