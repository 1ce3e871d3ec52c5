package org.zonekeeper.audit.story;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.audit.source.JournalRecord;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.BarrierPassed;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.CallCompleted;
import org.zonekeeper.schemas.journal.HandoverAnnounced;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.journal.ZoneTakenOver;

/**
 * Everything that a zone's journal says of one call or one agent, and what changes of owner fell
 * into its life. Fed with the zone's events in order; confined to one thread.
 */
public final class SubjectStory {
  /** What a story is about. */
  public enum Hero {
    CALL,
    AGENT;

    private boolean isIn(Event event, String id) {
      return this == CALL ? Subject.isCall(event, id) : Subject.isAgent(event, id);
    }

    private boolean beginsWith(Event event, String id) {
      return switch (this) {
        case CALL -> event instanceof CallAttempted e && e.getCallId().equals(id);
        case AGENT -> event instanceof AgentLoggedOn e && e.getAgentId().equals(id);
      };
    }

    private boolean endsWith(Event event, String id) {
      return switch (this) {
        case CALL -> event instanceof CallCompleted e && e.getCallId().equals(id);
        case AGENT -> event instanceof AgentLoggedOff e && e.getAgentId().equals(id);
      };
    }
  }

  /**
   * A step of the story, told.
   *
   * @param record the event
   * @param words what happened
   * @param cause what led to it, and who
   * @param own whether it is about the hero; otherwise about the zone the hero is in
   */
  public record Step(JournalRecord record, String words, String cause, boolean own) {}

  private record Heard(JournalRecord record, boolean own) {}

  private final Hero hero;
  private final String id;
  private final Actors actors = new Actors();
  private final List<Heard> heard = new ArrayList<>();
  private boolean alive;

  /**
   * @param id of the call or agent
   */
  public SubjectStory(Hero hero, String id) {
    this.hero = hero;
    this.id = id;
  }

  /** The zone's next event. */
  public void hear(JournalRecord record) {
    Event event = record.event();
    boolean own = hero.isIn(event, id);
    alive |= hero.beginsWith(event, id);
    if (own || (alive && changesOwner(event))) {
      heard.add(new Heard(record, own));
      actors.want(record.header().getCause());
    }
    actors.hear(event);
    if (hero.endsWith(event, id)) {
      alive = false;
    }
  }

  /** Whether the journal knows nothing of it. */
  public boolean isEmpty() {
    return heard.isEmpty();
  }

  /** The steps so far, in order. */
  public List<Step> steps() {
    return heard.stream()
        .map(
            step ->
                new Step(
                    step.record(),
                    EventSentences.of(step.record().event()),
                    actors.inWords(step.record().header().getCause()),
                    step.own()))
        .toList();
  }

  private static boolean changesOwner(Event event) {
    return event instanceof ZoneOpened
        || event instanceof HandoverAnnounced
        || event instanceof ZoneHandedOver
        || event instanceof ZoneTakenOver
        || event instanceof BarrierPassed
        || event instanceof ZoneAvailable;
  }
}
