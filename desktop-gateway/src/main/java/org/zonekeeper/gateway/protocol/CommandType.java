package org.zonekeeper.gateway.protocol;

import static org.zonekeeper.gateway.protocol.Field.optional;
import static org.zonekeeper.gateway.protocol.Field.required;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one table of commands: name, endpoints, fields. Frames are read by it, answers are named by
 * it, and the protocol document is tested against it.
 */
public enum CommandType {
  AGT_LOGON(
      "AGTLogon",
      EnumSet.of(Endpoint.AGENT),
      required("agent", FieldKind.NAME),
      required("extension", FieldKind.NAME),
      required("zone", FieldKind.NAME),
      optional("force", FieldKind.FLAG),
      optional("locale", FieldKind.NAME),
      optional("skills", FieldKind.NAMES),
      optional("nailup", FieldKind.NAILUP_MODE)),
  AGT_LOGOFF("AGTLogoff", EnumSet.of(Endpoint.AGENT)),
  AGT_PENDING_LOGOUT("AGTPendingLogout", EnumSet.of(Endpoint.AGENT)),
  AGT_STATE_CHANGE(
      "AGTStateChange",
      EnumSet.of(Endpoint.AGENT),
      required("state", FieldKind.READINESS),
      optional("reasonCode", FieldKind.NAME)),
  AGT_RELEASE_LINE("AGTReleaseLine", EnumSet.of(Endpoint.AGENT)),
  AGT_HOLD_CALL("AGTHoldCall", EnumSet.of(Endpoint.AGENT)),
  AGT_UNHOLD_CALL("AGTUnholdCall", EnumSet.of(Endpoint.AGENT)),
  AGT_CONSULT_CALL(
      "AGTConsultCall",
      EnumSet.of(Endpoint.AGENT),
      optional("destinationAgent", FieldKind.NAME),
      optional("destinationNumber", FieldKind.NAME)),
  AGT_BLIND_TRANSFER(
      "AGTBlindTransfer",
      EnumSet.of(Endpoint.AGENT),
      optional("destinationAgent", FieldKind.NAME),
      optional("destinationNumber", FieldKind.NAME)),
  AGT_CANCEL_CONSULT("AGTCancelConsult", EnumSet.of(Endpoint.AGENT)),
  AGT_LEAVE_CONSULT("AGTLeaveConsult", EnumSet.of(Endpoint.AGENT)),
  AGT_COMPLETE_TRANSFER("AGTCompleteTransfer", EnumSet.of(Endpoint.AGENT)),
  AGT_START_CONF("AGTStartConf", EnumSet.of(Endpoint.AGENT)),
  AGT_END_CONF("AGTEndConf", EnumSet.of(Endpoint.AGENT)),
  AGT_LEAVE_CONF("AGTLeaveConf", EnumSet.of(Endpoint.AGENT)),
  AGT_CONF_CHANGE_OWNERSHIP("AGTConfChangeOwnership", EnumSet.of(Endpoint.AGENT)),
  AGT_SEND_DTMF("AGTSendDTMF", EnumSet.of(Endpoint.AGENT), required("digits", FieldKind.DIGITS)),
  AGT_GET_CONSULT_TYPES("AGTGetConsultTypes", EnumSet.of(Endpoint.AGENT)),
  AGT_GET_CONSULT_DESTS_FOR_TYPE(
      "AGTGetConsultDestsForType",
      EnumSet.of(Endpoint.AGENT),
      required("consultType", FieldKind.CONSULT_TYPE)),
  AGT_PAUSE_RECORDING(
      "AGTPauseRecording", EnumSet.of(Endpoint.AGENT), required("reason", FieldKind.PAUSE_REASON)),
  AGT_RESUME_RECORDING("AGTResumeRecording", EnumSet.of(Endpoint.AGENT)),
  AGT_PREVIEW_DIAL(
      "AGTPreviewDial", EnumSet.of(Endpoint.AGENT), optional("number", FieldKind.NAME)),
  AGT_PREVIEW_CANCEL(
      "AGTPreviewCancel", EnumSet.of(Endpoint.AGENT), required("how", FieldKind.PREVIEW_CANCEL)),
  AGT_MANUAL_CALL_CONNECT("AGTManualCallConnect", EnumSet.of(Endpoint.AGENT)),
  AGT_REDIAL("AGTRedial", EnumSet.of(Endpoint.AGENT), optional("number", FieldKind.NAME)),
  AGT_ORIGINATE(
      "AGTOriginate", EnumSet.of(Endpoint.AGENT), required("number", FieldKind.KEYED_NUMBER)),
  AGT_GET_CALLBACK_TYPES("AGTGetCallbackTypes", EnumSet.of(Endpoint.AGENT)),
  AGT_GET_CALLBACK_DESTS_FOR_TYPE(
      "AGTGetCallbackDestsForType",
      EnumSet.of(Endpoint.AGENT),
      required("callbackType", FieldKind.CALLBACK_TYPE)),
  AGT_GET_TIMEZONES("AGTGetTimezones", EnumSet.of(Endpoint.AGENT)),
  AGT_CREATE_CALLBACK(
      "AGTCreateCallback",
      EnumSet.of(Endpoint.AGENT),
      required("callbackType", FieldKind.CALLBACK_TYPE),
      required("localTime", FieldKind.LOCAL_TIME),
      optional("timeZone", FieldKind.NAME),
      optional("expiry", FieldKind.LOCAL_TIME),
      optional("forAgent", FieldKind.NAME),
      optional("number", FieldKind.NAME)),
  AGT_GET_CUSTOMER_DETAILS("AGTGetCustomerDetails", EnumSet.of(Endpoint.AGENT)),
  AGT_GET_CONTACT_ATTRIBUTES("AGTGetContactAttributes", EnumSet.of(Endpoint.AGENT)),
  AGT_SET_CUSTOMER_DETAIL(
      "AGTSetCustomerDetail",
      EnumSet.of(Endpoint.AGENT),
      required("key", FieldKind.NAME),
      required("value", FieldKind.VALUE)),
  AGT_REFRESH_AGENT_NOTES("AGTRefreshAgentNotes", EnumSet.of(Endpoint.AGENT)),
  AGT_ADD_AGENT_NOTE(
      "AGTAddAgentNote", EnumSet.of(Endpoint.AGENT), required("text", FieldKind.NOTE)),
  AGT_ADD_TO_DNC("AGTAddToDNC", EnumSet.of(Endpoint.AGENT), optional("numbers", FieldKind.NUMBERS)),
  AGT_IS_IN_DNC("AGTIsInDNC", EnumSet.of(Endpoint.AGENT)),
  AGT_AVAILABLE_FOR_NAILUP("AGTAvailableForNailup", EnumSet.of(Endpoint.AGENT)),
  AGT_READY_FOR_NAILUP("AGTReadyForNailup", EnumSet.of(Endpoint.AGENT)),
  AGT_NAILUP_AGENT("AGTNailupAgent", EnumSet.of(Endpoint.AGENT)),
  AGT_LOST_NAILING("AGTLostNailing", EnumSet.of(Endpoint.AGENT)),
  AGT_BLEND_TO_INBOUND("AGTBlendToInbound", EnumSet.of(Endpoint.AGENT)),
  AGT_BLEND_TO_OUTBOUND("AGTBlendToOutbound", EnumSet.of(Endpoint.AGENT)),
  AGT_WRAPUP_CONTACT(
      "AGTWrapupContact", EnumSet.of(Endpoint.AGENT), required("completionCode", FieldKind.NAME)),
  AGT_EXTEND_WRAPUP("AGTExtendWrapup", EnumSet.of(Endpoint.AGENT)),
  GET_AGENT_STATUS_RESPONSE(
      "GetAgentStatusResponse",
      EnumSet.of(Endpoint.AGENT),
      required("check", FieldKind.NAME),
      required("agentState", FieldKind.AGENT_STATE),
      required("callState", FieldKind.CALL_STATE),
      required("nailup", FieldKind.NAILUP)),
  AGT_RESUME_SESSION(
      "AGTResumeSession",
      EnumSet.of(Endpoint.AGENT),
      required("session", FieldKind.NAME),
      required("secret", FieldKind.NAME),
      required("lastSequence", FieldKind.SEQUENCE)),
  POM_CLIENT_ALIVE("POMClientAlive", EnumSet.allOf(Endpoint.class)),
  RENEW_TOKEN("RenewToken", EnumSet.allOf(Endpoint.class), required("token", FieldKind.TOKEN)),
  SUP_START_JOB(
      "SUPStartJob",
      EnumSet.of(Endpoint.SUPERVISOR),
      required("zone", FieldKind.NAME),
      required("job", FieldKind.NAME),
      required("settings", FieldKind.OBJECT)),
  SUP_PAUSE_JOB("SUPPauseJob", EnumSet.of(Endpoint.SUPERVISOR), ofZone(), ofJob()),
  SUP_RESUME_JOB("SUPResumeJob", EnumSet.of(Endpoint.SUPERVISOR), ofZone(), ofJob()),
  SUP_STOP_JOB("SUPStopJob", EnumSet.of(Endpoint.SUPERVISOR), ofZone(), ofJob()),
  SUP_CHANGE_JOB(
      "SUPChangeJob",
      EnumSet.of(Endpoint.SUPERVISOR),
      ofZone(),
      ofJob(),
      required("changes", FieldKind.OBJECT)),
  SUP_MOVE_AGENT(
      "SUPMoveAgent",
      EnumSet.of(Endpoint.SUPERVISOR),
      ofZone(),
      required("agent", FieldKind.NAME),
      ofJob()),
  SUP_RELEASE_AGENT(
      "SUPReleaseAgent",
      EnumSet.of(Endpoint.SUPERVISOR),
      ofZone(),
      required("agent", FieldKind.NAME)),
  SUP_BLEND_AGENT(
      "SUPBlendAgent",
      EnumSet.of(Endpoint.SUPERVISOR),
      ofZone(),
      required("agent", FieldKind.NAME),
      required("to", FieldKind.WORK_DIRECTION)),
  SUP_SET_BLEND_THRESHOLDS(
      "SUPSetBlendThresholds",
      EnumSet.of(Endpoint.SUPERVISOR),
      ofZone(),
      required("skill", FieldKind.NAME),
      optional("measure", FieldKind.BLEND_MEASURE),
      optional("acquire", FieldKind.SEQUENCE),
      optional("release", FieldKind.SEQUENCE)),
  SUP_FORCE_LOGOFF(
      "SUPForceLogoff",
      EnumSet.of(Endpoint.SUPERVISOR),
      ofZone(),
      required("agent", FieldKind.NAME),
      optional("grounds", FieldKind.NAME)),
  SUP_ZONE_DOWN(
      "SUPZoneDown",
      EnumSet.of(Endpoint.SUPERVISOR),
      ofZone(),
      optional("failoverZone", FieldKind.NAME),
      optional("graceMs", FieldKind.GRACE),
      optional("grounds", FieldKind.NAME)),
  SUP_ZONE_UP(
      "SUPZoneUp", EnumSet.of(Endpoint.SUPERVISOR), ofZone(), optional("grounds", FieldKind.NAME)),
  SUP_GET_CALLBACKS("SUPGetCallbacks", EnumSet.of(Endpoint.SUPERVISOR), ofZone()),
  SUP_CANCEL_CALLBACK(
      "SUPCancelCallback",
      EnumSet.of(Endpoint.SUPERVISOR),
      ofZone(),
      required("callback", FieldKind.NAME)),
  SUP_MOVE_CALLBACK(
      "SUPMoveCallback",
      EnumSet.of(Endpoint.SUPERVISOR),
      ofZone(),
      required("callback", FieldKind.NAME),
      optional("callbackType", FieldKind.CALLBACK_TYPE),
      optional("forAgent", FieldKind.NAME),
      optional("localTime", FieldKind.LOCAL_TIME)),
  SUP_SUBSCRIBE(
      "SUPSubscribe",
      EnumSet.of(Endpoint.SUPERVISOR),
      required("zones", FieldKind.ZONES),
      optional("dashboard", FieldKind.FLAG));

  private static final Map<String, CommandType> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(CommandType::wireName, Function.identity()));

  private final String wireName;

  /** Made by Set.copyOf, which the checker cannot see. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Endpoint> endpoints;

  /** Made by List.of, which the checker cannot see. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Field> fields;

  CommandType(String wireName, Set<Endpoint> endpoints, Field... fields) {
    this.wireName = wireName;
    this.endpoints = Set.copyOf(endpoints);
    this.fields = List.of(fields);
  }

  /** The frame's {@code type}. */
  public String wireName() {
    return wireName;
  }

  /** The {@code type} of its answer. */
  public String answerName() {
    return wireName + "RESP";
  }

  public List<Field> fields() {
    return fields;
  }

  /** Whether this endpoint takes the command. */
  public boolean isOf(Endpoint endpoint) {
    return endpoints.contains(endpoint);
  }

  /** The command of that name at that endpoint; empty if there is none. */
  static Optional<CommandType> named(Endpoint endpoint, String wireName) {
    return Optional.ofNullable(BY_NAME.get(wireName)).filter(type -> type.isOf(endpoint));
  }

  private static Field ofZone() {
    return required("zone", FieldKind.NAME);
  }

  private static Field ofJob() {
    return required("job", FieldKind.NAME);
  }
}
