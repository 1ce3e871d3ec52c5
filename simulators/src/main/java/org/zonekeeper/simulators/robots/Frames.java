package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes frames of the desktop protocol. Stateless. */
final class Frames {
  private Frames() {}

  static ObjectNode command(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  static ObjectNode command(String type, Consumer<ObjectNode> fields) {
    ObjectNode frame = command(type);
    fields.accept(frame);
    return frame;
  }

  /**
   * The command for an agent's work.
   *
   * @param code the completion code, should it be wrapped up now
   */
  static ObjectNode work(Intent work, String code) {
    return switch (work) {
      case READY -> stateChange("Ready");
      case PAUSE -> stateChange("NotReady").put("reasonCode", "break");
      case LOG_OFF -> command("AGTLogoff");
      case RELEASE -> command("AGTReleaseLine");
      case HOLD -> command("AGTHoldCall");
      case UNHOLD -> command("AGTUnholdCall");
      case PAUSE_RECORDING -> command("AGTPauseRecording").put("reason", "CARD_DATA");
      case RESUME_RECORDING -> command("AGTResumeRecording");
      case WRAP_UP -> command("AGTWrapupContact").put("completionCode", code);
      case EXTEND -> command("AGTExtendWrapup");
      case CONSULT, BLIND_TRANSFER ->
          throw new IllegalArgumentException(work + " needs a destination");
      case CALL_BACK -> throw new IllegalArgumentException(work + " needs a time");
      case ADD_NOTE -> throw new IllegalArgumentException(work + " needs a text");
      case DO_NOT_CALL -> command("AGTAddToDNC");
      case BLEND_TO_INBOUND -> command("AGTBlendToInbound");
      case BLEND_TO_OUTBOUND -> command("AGTBlendToOutbound");
      case ORIGINATE -> command("AGTOriginate").put("number", AgentBehaviour.OUTSIDE);
      case DIAL -> command("AGTPreviewDial");
      case REJECT_PREVIEW -> command("AGTPreviewCancel").put("how", "REJECT");
      case CANCEL_PREVIEW -> command("AGTPreviewCancel").put("how", "CANCEL");
      case CONNECT_CALL -> command("AGTManualCallConnect");
      case REDIAL -> command("AGTRedial");
      case CANCEL_CONSULT -> command("AGTCancelConsult");
      case COMPLETE_TRANSFER -> command("AGTCompleteTransfer");
      case START_CONFERENCE -> command("AGTStartConf");
      case CHANGE_OWNERSHIP -> command("AGTConfChangeOwnership");
      case END_CONFERENCE -> command("AGTEndConf");
      case CONNECT, ALIVE, LOG_ON, TRY_IN_OUTAGE, TRY_WHILE_STUCK ->
          throw new IllegalArgumentException(work + " is not work");
    };
  }

  /**
   * The command that calls somebody in.
   *
   * @param colleague the agent; empty: somebody outside
   */
  static ObjectNode secondParty(Intent work, Optional<String> colleague) {
    ObjectNode frame =
        command(work == Intent.BLIND_TRANSFER ? "AGTBlindTransfer" : "AGTConsultCall");
    colleague.ifPresentOrElse(
        agent -> frame.put("destinationAgent", agent),
        () -> frame.put("destinationNumber", AgentBehaviour.OUTSIDE));
    return frame;
  }

  /** The command that arranges a callback. */
  static ObjectNode callback(AgentBehaviour.CallbackWish wish) {
    return command("AGTCreateCallback")
        .put("callbackType", wish.type().name())
        .put("localTime", wish.at().toString())
        .put("timeZone", AgentBehaviour.CallbackWish.TIME_ZONE);
  }

  private static ObjectNode stateChange(String state) {
    return command("AGTStateChange").put("state", state);
  }
}
