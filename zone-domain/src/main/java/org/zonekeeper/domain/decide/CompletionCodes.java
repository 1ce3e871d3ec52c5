package org.zonekeeper.domain.decide;

import java.util.List;
import org.zonekeeper.schemas.common.Party;

/**
 * The system's completion codes, by the field's published names. A job's own codes (kind CUSTOM)
 * may not use them. Nuisance is no code but a flag beside it.
 */
public final class CompletionCodes {
  public static final String ANSWER_MACHINE = "Answer_Machine";
  public static final String LINE_BUSY = "Line_Busy";
  public static final String RING_NO_ANSWER = "Ring_No_Answer";
  public static final String ATTEMPT_FAILED = "Attempt_Failed";
  public static final String DISCONNECTED_BY_USER = "Disconnected_By_User";
  public static final String DISCONNECTED_BY_SYSTEM = "Disconnected_By_System";

  /** The customer hung up while the nuisance message played. */
  public static final String DISCONNECTED_BY_USER_NUISANCE_APP = "Disconnected_By_User_NuisanceApp";

  /** The nuisance message played to its end. */
  public static final String DISCONNECTED_BY_SYSTEM_NUISANCE_APP =
      "Disconnected_By_System_NuisanceApp";

  /** The desktop of the agent on the call was lost, or did not know the state it was in. */
  public static final String DESKTOP_ERROR = "DESKTOP_ERROR";

  /** The agent dialled the same contact again; what came of it is the next call's to say. */
  public static final String REDIALLED = "Redialled";

  private static final List<String> ALL =
      List.of(
          ANSWER_MACHINE,
          LINE_BUSY,
          RING_NO_ANSWER,
          ATTEMPT_FAILED,
          DISCONNECTED_BY_USER,
          DISCONNECTED_BY_SYSTEM,
          DISCONNECTED_BY_USER_NUISANCE_APP,
          DISCONNECTED_BY_SYSTEM_NUISANCE_APP,
          DESKTOP_ERROR,
          REDIALLED);

  private CompletionCodes() {}

  /** Every system code. */
  public static List<String> system() {
    return ALL;
  }

  /** The code of a live call that ended without an agent and without the nuisance message. */
  public static String endedBy(Party party) {
    return party == Party.CUSTOMER ? DISCONNECTED_BY_USER : DISCONNECTED_BY_SYSTEM;
  }

  /** The code of a call that ended while the nuisance message played. */
  public static String nuisanceEndedBy(Party party) {
    return party == Party.CUSTOMER
        ? DISCONNECTED_BY_USER_NUISANCE_APP
        : DISCONNECTED_BY_SYSTEM_NUISANCE_APP;
  }
}
