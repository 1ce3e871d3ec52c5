package org.zonekeeper.domain.decide;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
public final class FactDecisions {
  private static final List<String> SUBJECTS = List.of("callId", "agentId", "jobId", "requestId");

  private static final Map<Class<?>, BiConsumer<SpecificRecord, Decision>> TABLE = new HashMap<>();

  static {
    on(AttemptStarted.class, AttemptFacts::started);
    on(LiveVoiceDetected.class, AttemptFacts::liveVoice);
    on(MachineDetected.class, AttemptFacts::machine);
    on(BusyDetected.class, AttemptFacts::busy);
    on(NoAnswerDetected.class, AttemptFacts::noAnswer);
    on(AttemptFailed.class, AttemptFacts::failed);
    on(AgentBridged.class, LineFacts::bridged);
    on(BridgeFailed.class, LineFacts::bridgeFailed);
    on(LineDisconnected.class, LineFacts::disconnected);
    on(NailupEstablished.class, NailupFacts::established);
    on(NailupLost.class, NailupFacts::lost);
    on(ContactsExhausted.class, AttemptFacts::contactsExhausted);
    on(CallStatusReported.class, StatusReports::reported);
    on(FactBarrier.class, Recovery::factBarrier);
  }

  private FactDecisions() {}

  /**
   * Decides on a fact.
   *
   * @param fingerprint of its type, id and content
   * @throws IllegalArgumentException if the record is not a fact
   */
  public static void decide(SpecificRecord fact, long fingerprint, Decision draft) {
    BiConsumer<SpecificRecord, Decision> decision = TABLE.get(fact.getClass());
    if (decision == null) {
      throw new IllegalArgumentException(
          fact.getSchema().getFullName() + " is not a fact of the platform");
    }
    if (draft.zone().hasDecided(fingerprint) && !(fact instanceof FactBarrier)) {
      unmatched(fact, subject(fact), draft, "this fact was told before");
    } else {
      decision.accept(fact, draft);
    }
  }

  /** The types of fact that have a decision; a test compares them with the contract. */
  public static Set<Class<?>> types() {
    return Set.copyOf(TABLE.keySet());
  }

  private static String subject(SpecificRecord fact) {
    return SUBJECTS.stream()
        .map(fact.getSchema()::getField)
        .filter(Objects::nonNull)
        .map(field -> fact.get(field.pos()).toString())
        .findFirst()
        .orElse("");
  }

  static void unmatched(SpecificRecord fact, String subject, Decision draft, String text) {
    draft.add(
        new FactUnmatched(
            null, Headers.ofFact(fact).getFactId(), Headers.typeName(fact), subject, text));
  }

  private static <F extends SpecificRecord> void on(
      Class<F> type, BiConsumer<F, Decision> decision) {
    TABLE.put(type, (fact, draft) -> decision.accept(type.cast(fact), draft));
  }
}
