package org.zonekeeper.gateway.protocol;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.schemas.common.Capability;

/** The names that the protocol has for what a desktop may ask for. Stateless. */
public final class CapabilityNames {
  private CapabilityNames() {}

  /** Each of the protocol's capabilities, true or false. */
  public static Map<String, Boolean> flags(Collection<Capability> allowed) {
    Map<String, Boolean> flags = new LinkedHashMap<>();
    for (Capability capability : Capability.values()) {
      if (capability != Capability.UNKNOWN) {
        flags.put(nameOf(capability), allowed.contains(capability));
      }
    }
    return flags;
  }

  /** Only those that are allowed. */
  public static List<String> of(Collection<Capability> allowed) {
    return allowed.stream()
        .filter(capability -> capability != Capability.UNKNOWN)
        .map(CapabilityNames::nameOf)
        .toList();
  }

  private static String nameOf(Capability capability) {
    return switch (capability) {
      case READY -> "ready";
      case NOT_READY -> "notReady";
      case HOLD -> "hold";
      case UNHOLD -> "unhold";
      case RELEASE -> "release";
      case SEND_DTMF -> "sendDTMF";
      case TRANSFER -> "transfer";
      case CONFERENCE -> "conference";
      case END_CONFERENCE -> "endConference";
      case LEAVE_CONFERENCE -> "leaveConference";
      case CHANGE_OWNERSHIP -> "changeOwnership";
      case LEAVE_CONSULT -> "leaveConsult";
      case CREATE_CALLBACK -> "createCallback";
      case DISPOSITION -> "disposition";
      case UPDATE_RECORD -> "updateRecord";
      case RECORD -> "record";
      case ORIGINATE -> "originate";
      case PREVIEW_DIAL -> "previewDial";
      case PREVIEW_REJECT -> "previewReject";
      case PREVIEW_CANCEL -> "previewCancel";
      case MANUAL_CONNECT -> "manualConnect";
      case REDIAL -> "redial";
      case BLEND_TO_INBOUND -> "blendToInbound";
      case BLEND_TO_OUTBOUND -> "blendToOutbound";
      case NAIL_UP -> "nailup";
      case UNKNOWN -> throw new IllegalArgumentException("UNKNOWN is no capability");
    };
  }
}
