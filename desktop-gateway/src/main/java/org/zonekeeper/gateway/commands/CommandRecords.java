package org.zonekeeper.gateway.commands;

import java.util.Optional;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.ProtocolException;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.session.CommandIssuer;
import org.zonekeeper.schemas.command.BlendAgent;
import org.zonekeeper.schemas.command.BlendToInbound;
import org.zonekeeper.schemas.command.BlendToOutbound;
import org.zonekeeper.schemas.command.BlindTransfer;
import org.zonekeeper.schemas.command.BringZoneUp;
import org.zonekeeper.schemas.command.CancelCallback;
import org.zonekeeper.schemas.command.CancelConsult;
import org.zonekeeper.schemas.command.CancelPreview;
import org.zonekeeper.schemas.command.ChangeConferenceOwnership;
import org.zonekeeper.schemas.command.ChangeJob;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.CompleteTransfer;
import org.zonekeeper.schemas.command.ConnectManualCall;
import org.zonekeeper.schemas.command.ConsultCall;
import org.zonekeeper.schemas.command.CreateCallback;
import org.zonekeeper.schemas.command.DialPreview;
import org.zonekeeper.schemas.command.EndConference;
import org.zonekeeper.schemas.command.ExtendWrapUp;
import org.zonekeeper.schemas.command.ForceLogOff;
import org.zonekeeper.schemas.command.GoNotReady;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.HoldCall;
import org.zonekeeper.schemas.command.LeaveConference;
import org.zonekeeper.schemas.command.LeaveConsult;
import org.zonekeeper.schemas.command.LogOff;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.MoveAgent;
import org.zonekeeper.schemas.command.MoveCallback;
import org.zonekeeper.schemas.command.NailUp;
import org.zonekeeper.schemas.command.Originate;
import org.zonekeeper.schemas.command.PauseJob;
import org.zonekeeper.schemas.command.PauseRecording;
import org.zonekeeper.schemas.command.RedialContact;
import org.zonekeeper.schemas.command.ReleaseAgent;
import org.zonekeeper.schemas.command.ReleaseLine;
import org.zonekeeper.schemas.command.ReportAgentStatus;
import org.zonekeeper.schemas.command.ReportNailupLost;
import org.zonekeeper.schemas.command.ResumeJob;
import org.zonekeeper.schemas.command.ResumeRecording;
import org.zonekeeper.schemas.command.SendDtmf;
import org.zonekeeper.schemas.command.SetBlendThresholds;
import org.zonekeeper.schemas.command.StartConference;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.command.StopJob;
import org.zonekeeper.schemas.command.TakeZoneDown;
import org.zonekeeper.schemas.command.UnholdCall;
import org.zonekeeper.schemas.command.WrapUpContact;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.BlendMeasure;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.PreviewCancelMode;
import org.zonekeeper.schemas.common.RecordingPauseReason;
import org.zonekeeper.schemas.common.SessionHolder;
import org.zonekeeper.schemas.common.WorkDirection;
import org.zonekeeper.schemas.limit.RecordLimits;

/** Which client message is which record of the commands topic. Stateless. */
final class CommandRecords {
  /** The field's default of what a zone that is taken down leaves its agents. */
  private static final long GRACE_MS = 120_000;

  private CommandRecords() {}

  /**
   * The record; the message's type must be one that goes to a zone.
   *
   * @param asker the session that asks; a log-on takes it along
   * @throws ProtocolException if a job's settings do not have the kinds of the contract, or
   *     anything is beyond its limits: the zone would put the record among the dead letters, and
   *     nobody would answer it
   */
  static Command of(ClientMessage message, CommandHeader header, CommandIssuer asker)
      throws ProtocolException {
    Command command = record(message, header, asker);
    Optional<String> fault = RecordLimits.fault(command);
    if (fault.isPresent()) {
      throw new ProtocolException(
          Optional.of(message.type()),
          message.id(),
          Reason.INVALID_PARAMETER,
          message.type().wireName() + ": " + fault.get());
    }
    return command;
  }

  private static Command record(ClientMessage message, CommandHeader header, CommandIssuer asker)
      throws ProtocolException {
    String agent = header.getActor();
    return switch (message.type()) {
      case AGT_LOGON ->
          LogOn.newBuilder()
              .setHeader(header)
              .setAgentId(agent)
              .setExtension(message.text("extension"))
              .setSessionId(asker.id())
              .setHolder(holderOf(asker))
              .setForce(message.flag("force"))
              .setLocale(message.optionalText("locale").orElse("en"))
              .setSkills(message.texts("skills"))
              .setNailupAsked(message.optionalText("nailup").filter("ASKED"::equals).isPresent())
              .build();
      case AGT_LOGOFF, AGT_PENDING_LOGOUT ->
          LogOff.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_STATE_CHANGE ->
          message.text("state").equals("Ready")
              ? GoReady.newBuilder().setHeader(header).setAgentId(agent).build()
              : GoNotReady.newBuilder()
                  .setHeader(header)
                  .setAgentId(agent)
                  .setReasonCode(message.optionalText("reasonCode").orElse(null))
                  .build();
      case AGT_RELEASE_LINE -> ReleaseLine.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_HOLD_CALL -> HoldCall.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_UNHOLD_CALL -> UnholdCall.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_CONSULT_CALL ->
          ConsultCall.newBuilder()
              .setHeader(header)
              .setAgentId(agent)
              .setSecondAgentId(message.optionalText("destinationAgent").orElse(null))
              .setNumber(message.optionalText("destinationNumber").orElse(null))
              .build();
      case AGT_BLIND_TRANSFER ->
          BlindTransfer.newBuilder()
              .setHeader(header)
              .setAgentId(agent)
              .setSecondAgentId(message.optionalText("destinationAgent").orElse(null))
              .setNumber(message.optionalText("destinationNumber").orElse(null))
              .build();
      case AGT_CANCEL_CONSULT ->
          CancelConsult.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_LEAVE_CONSULT ->
          LeaveConsult.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_COMPLETE_TRANSFER ->
          CompleteTransfer.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_START_CONF ->
          StartConference.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_END_CONF -> EndConference.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_LEAVE_CONF ->
          LeaveConference.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_CONF_CHANGE_OWNERSHIP ->
          ChangeConferenceOwnership.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_SEND_DTMF ->
          SendDtmf.newBuilder()
              .setHeader(header)
              .setAgentId(agent)
              .setDigits(message.text("digits"))
              .build();
      case AGT_PAUSE_RECORDING ->
          PauseRecording.newBuilder()
              .setHeader(header)
              .setAgentId(agent)
              .setReason(RecordingPauseReason.valueOf(message.text("reason")))
              .build();
      case AGT_RESUME_RECORDING ->
          ResumeRecording.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_PREVIEW_DIAL ->
          DialPreview.newBuilder()
              .setHeader(header)
              .setAgentId(agent)
              .setNumberKind(message.optionalText("number").orElse(null))
              .build();
      case AGT_PREVIEW_CANCEL ->
          CancelPreview.newBuilder()
              .setHeader(header)
              .setAgentId(agent)
              .setHow(PreviewCancelMode.valueOf(message.text("how")))
              .build();
      case AGT_MANUAL_CALL_CONNECT ->
          ConnectManualCall.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_REDIAL ->
          RedialContact.newBuilder()
              .setHeader(header)
              .setAgentId(agent)
              .setNumberKind(message.optionalText("number").orElse(null))
              .build();
      case AGT_ORIGINATE ->
          Originate.newBuilder()
              .setHeader(header)
              .setAgentId(agent)
              .setKeyedNumber(message.text("number"))
              .build();
      case AGT_CREATE_CALLBACK ->
          CreateCallback.newBuilder()
              .setHeader(header)
              .setAgentId(agent)
              .setType(CallbackType.valueOf(message.text("callbackType")))
              .setLocalTime(message.text("localTime"))
              .setTimeZone(message.optionalText("timeZone").orElse(null))
              .setExpiresAt(message.optionalText("expiry").orElse(null))
              .setForAgentId(message.optionalText("forAgent").orElse(null))
              .setNumberKind(message.optionalText("number").orElse(null))
              .build();
      case AGT_ADD_AGENT_NOTE -> ContactCommands.note(message, header);
      case AGT_SET_CUSTOMER_DETAIL -> ContactCommands.detail(message, header);
      case AGT_ADD_TO_DNC -> ContactCommands.doNotCall(message, header);
      // One thing by three names: the field tells apart who rings first.
      case AGT_AVAILABLE_FOR_NAILUP, AGT_READY_FOR_NAILUP, AGT_NAILUP_AGENT ->
          NailUp.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_LOST_NAILING ->
          ReportNailupLost.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_BLEND_TO_INBOUND ->
          BlendToInbound.newBuilder().setHeader(header).setAgentId(agent).build();
      case AGT_BLEND_TO_OUTBOUND ->
          BlendToOutbound.newBuilder().setHeader(header).setAgentId(agent).build();
      case SUP_BLEND_AGENT ->
          BlendAgent.newBuilder()
              .setHeader(header)
              .setAgentId(message.text("agent"))
              .setTo(WorkDirection.valueOf(message.text("to")))
              .build();
      case SUP_SET_BLEND_THRESHOLDS ->
          SetBlendThresholds.newBuilder()
              .setHeader(header)
              .setSkill(message.text("skill"))
              .setMeasure(message.optionalText("measure").map(BlendMeasure::valueOf).orElse(null))
              .setAcquire(message.optionalNumber("acquire").orElse(null))
              .setRelease(message.optionalNumber("release").orElse(null))
              .build();
      case SUP_RELEASE_AGENT ->
          ReleaseAgent.newBuilder().setHeader(header).setAgentId(message.text("agent")).build();
      case SUP_CANCEL_CALLBACK ->
          CancelCallback.newBuilder()
              .setHeader(header)
              .setCallbackId(message.text("callback"))
              .build();
      case SUP_MOVE_CALLBACK ->
          MoveCallback.newBuilder()
              .setHeader(header)
              .setCallbackId(message.text("callback"))
              .setType(message.optionalText("callbackType").map(CallbackType::valueOf).orElse(null))
              .setForAgentId(message.optionalText("forAgent").orElse(null))
              .setLocalTime(message.optionalText("localTime").orElse(null))
              .build();
      case AGT_WRAPUP_CONTACT ->
          WrapUpContact.newBuilder()
              .setHeader(header)
              .setAgentId(agent)
              .setCompletionCode(message.text("completionCode"))
              .build();
      case AGT_EXTEND_WRAPUP ->
          ExtendWrapUp.newBuilder().setHeader(header).setAgentId(agent).build();
      case GET_AGENT_STATUS_RESPONSE ->
          ReportAgentStatus.newBuilder()
              .setHeader(header)
              .setAgentId(agent)
              .setCheckId(message.text("check"))
              .setAgentState(AgentState.valueOf(message.text("agentState")))
              .setCallState(CallState.valueOf(message.text("callState")))
              .setNailup(NailupState.valueOf(message.text("nailup")))
              .build();
      case SUP_START_JOB ->
          StartJob.newBuilder()
              .setHeader(header)
              .setJobId(message.text("job"))
              .setSettings(JobSettingsReader.settings(message))
              .build();
      case SUP_PAUSE_JOB ->
          PauseJob.newBuilder().setHeader(header).setJobId(message.text("job")).build();
      case SUP_RESUME_JOB ->
          ResumeJob.newBuilder().setHeader(header).setJobId(message.text("job")).build();
      case SUP_STOP_JOB ->
          StopJob.newBuilder().setHeader(header).setJobId(message.text("job")).build();
      case SUP_CHANGE_JOB -> {
        ChangeJob change =
            ChangeJob.newBuilder().setHeader(header).setJobId(message.text("job")).build();
        JobSettingsReader.changes(message, change);
        yield change;
      }
      case SUP_MOVE_AGENT ->
          MoveAgent.newBuilder()
              .setHeader(header)
              .setAgentId(message.text("agent"))
              .setTargetJobId(message.text("job"))
              .build();
      case SUP_FORCE_LOGOFF ->
          ForceLogOff.newBuilder()
              .setHeader(header)
              .setAgentId(message.text("agent"))
              .setGrounds(message.optionalText("grounds").orElse(""))
              .build();
      case SUP_ZONE_DOWN ->
          TakeZoneDown.newBuilder()
              .setHeader(header)
              .setFailoverZone(message.optionalText("failoverZone").orElse(null))
              .setGraceMs(message.optionalNumber("graceMs").orElse(GRACE_MS))
              .setGrounds(message.optionalText("grounds").orElse(""))
              .build();
      case SUP_ZONE_UP ->
          BringZoneUp.newBuilder()
              .setHeader(header)
              .setGrounds(message.optionalText("grounds").orElse(""))
              .build();
      case AGT_RESUME_SESSION,
          POM_CLIENT_ALIVE,
          RENEW_TOKEN,
          SUP_SUBSCRIBE,
          AGT_GET_CONSULT_TYPES,
          AGT_GET_CONSULT_DESTS_FOR_TYPE,
          AGT_GET_CALLBACK_TYPES,
          AGT_GET_CALLBACK_DESTS_FOR_TYPE,
          AGT_GET_TIMEZONES,
          AGT_GET_CUSTOMER_DETAILS,
          AGT_GET_CONTACT_ATTRIBUTES,
          AGT_REFRESH_AGENT_NOTES,
          AGT_IS_IN_DNC,
          SUP_GET_CALLBACKS ->
          throw new IllegalStateException(message.type() + " is the gateway's own, no zone's");
    };
  }

  /** Absent fields are null in records. */
  private static SessionHolder holderOf(CommandIssuer asker) {
    return asker instanceof AgentSession session ? session.holder().orElse(null) : null;
  }
}
