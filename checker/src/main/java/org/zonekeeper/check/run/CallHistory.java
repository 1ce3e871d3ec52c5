package org.zonekeeper.check.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.journal.CallAnswered;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.WrapUpStarted;

/** What the journal says of one call, in order. Built by {@link IndexedJournal}, then only read. */
public final class CallHistory {
  private final String id;
  private final String zone;
  private final List<JournalEntry> events = new ArrayList<>();

  CallHistory(String id, String zone) {
    this.id = id;
    this.zone = zone;
  }

  /** The call's id. */
  public String id() {
    return id;
  }

  /** The zone that has the call. */
  public String zone() {
    return zone;
  }

  List<JournalEntry> events() {
    return events;
  }

  /** Every event, in order. */
  public Stream<JournalEntry> all() {
    return events.stream();
  }

  /** The first event of a type. */
  public Optional<JournalEntry> first(Class<? extends Event> type) {
    return events.stream().filter(entry -> entry.is(type)).findFirst();
  }

  /** Events of a type, in order. */
  public List<JournalEntry> every(Class<? extends Event> type) {
    return events.stream().filter(entry -> entry.is(type)).toList();
  }

  /** Whether there is an event of the type before the sequence. */
  public boolean hasBefore(Class<? extends Event> type, long sequence) {
    return events.stream().anyMatch(entry -> entry.is(type) && entry.sequence() < sequence);
  }

  /** Whether the call was live-answered and under way just before the event of this sequence. */
  public boolean liveBefore(long sequence) {
    return hasBefore(CallAnswered.class, sequence) && !hasBefore(CallCompleted.class, sequence);
  }

  /** Whether an agent had been connected to it just before the event of this sequence. */
  public boolean connectedBefore(long sequence) {
    return hasBefore(CallConnected.class, sequence);
  }

  /**
   * The agent whose call it was just before the event of this sequence: whom it was connected to,
   * or whoever has had it by transfer or conference since; empty: nobody in the zone.
   */
  public Optional<String> ownerBefore(long sequence) {
    Optional<String> owner = Optional.empty();
    for (JournalEntry entry : events) {
      if (entry.sequence() >= sequence) {
        break;
      }
      owner =
          switch (entry.event()) {
            case CallConnected e -> Optional.of(e.getAgentId());
            case CallTransferred e -> Optional.ofNullable(e.getSecondAgentId());
            case ConferenceOwnershipChanged e -> Optional.of(e.getAgentId());
            default -> owner;
          };
    }
    return owner;
  }

  /** Whether its completion code was settled when its owner was logged off in a conference. */
  public boolean hasFixedCode() {
    return every(CallTransferred.class).stream()
        .anyMatch(entry -> ((CallTransferred) entry.event()).getCompletionCode() != null);
  }

  /** Whether its agent's wrap-up has begun: the line is down, only the code is missing. */
  public boolean hasWrapUp() {
    return first(WrapUpStarted.class).isPresent();
  }

  /** Its nuisance marks of one cause. */
  public List<JournalEntry> marks(NuisanceCause cause) {
    return every(CallMarkedNuisance.class).stream()
        .filter(entry -> ((CallMarkedNuisance) entry.event()).getCause() == cause)
        .toList();
  }

  /** How it ended, if it did. */
  public Optional<CallCompleted> completed() {
    return first(CallCompleted.class).map(entry -> (CallCompleted) entry.event());
  }
}
