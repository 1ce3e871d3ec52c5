package org.zonekeeper.am.domain.decide;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.Headers;
import org.zonekeeper.schemas.fact.AgentBridged;
import org.zonekeeper.schemas.fact.AttemptFailed;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.BridgeFailed;
import org.zonekeeper.schemas.fact.BusyDetected;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.ContactsExhausted;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.fact.LineDisconnected;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.fact.MachineDetected;
import org.zonekeeper.schemas.fact.NailupEstablished;
import org.zonekeeper.schemas.fact.NailupLost;
import org.zonekeeper.schemas.fact.NoAnswerDetected;
import org.zonekeeper.schemas.journal.FactUnmatched;

/**
 * Where every fact of the platform arrives. A fact is never refused: it changes what it is about,
 * or stands on record as unmatched (too late, twice, or about nothing that the zone has).
 * Stateless; called by the engine.
 */
public final class FactDesk {
  private static final Map<Class<?>, BiConsumer<SpecificRecord, Draft>> TABLE = new HashMap<>();

  static {
    on(AttemptStarted.class, Attempts::started);
    on(LiveVoiceDetected.class, Attempts::liveVoice);
    on(MachineDetected.class, Attempts::machine);
    on(BusyDetected.class, Attempts::busy);
    on(NoAnswerDetected.class, Attempts::noAnswer);
    on(AttemptFailed.class, Attempts::failed);
    on(AgentBridged.class, Lines::bridged);
    on(BridgeFailed.class, Lines::bridgeFailed);
    on(LineDisconnected.class, Lines::disconnected);
    on(NailupEstablished.class, Nailups::established);
    on(NailupLost.class, Nailups::lost);
    on(ContactsExhausted.class, Attempts::contactsExhausted);
    on(CallStatusReported.class, StatusReports::reported);
    on(FactBarrier.class, Recovery::factBarrier);
  }

  private FactDesk() {}

  /**
   * Decides on a fact.
   *
   * @throws IllegalArgumentException if the record is not a fact
   */
  public static void decide(SpecificRecord fact, Draft draft) {
    BiConsumer<SpecificRecord, Draft> decision = TABLE.get(fact.getClass());
    if (decision == null) {
      throw new IllegalArgumentException(
          fact.getSchema().getFullName() + " is not a fact of the platform");
    }
    decision.accept(fact, draft);
  }

  /** The types of fact that have a decision; a test compares them with the contract. */
  public static Set<Class<?>> types() {
    return Set.copyOf(TABLE.keySet());
  }

  static void unmatched(SpecificRecord fact, String subject, Draft draft, String text) {
    draft.add(
        new FactUnmatched(
            null, Headers.ofFact(fact).getFactId(), Headers.typeName(fact), subject, text));
  }

  private static <F extends SpecificRecord> void on(Class<F> type, BiConsumer<F, Draft> decision) {
    TABLE.put(type, (fact, draft) -> decision.accept(type.cast(fact), draft));
  }
}
