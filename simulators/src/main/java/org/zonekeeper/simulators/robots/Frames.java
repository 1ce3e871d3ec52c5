package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
      case CONNECT, ALIVE, LOG_ON, TRY_IN_OUTAGE, TRY_WHILE_STUCK ->
          throw new IllegalArgumentException(work + " is not work");
    };
  }

  private static ObjectNode stateChange(String state) {
    return command("AGTStateChange").put("state", state);
  }
}
