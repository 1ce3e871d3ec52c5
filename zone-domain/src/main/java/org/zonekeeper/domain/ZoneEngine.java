package org.zonekeeper.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.decide.CommandDecisions;
import org.zonekeeper.domain.decide.Decision;
import org.zonekeeper.domain.decide.FactDecisions;
import org.zonekeeper.domain.decide.Pacing;
import org.zonekeeper.domain.decide.Recovery;
import org.zonekeeper.domain.decide.TimerDecisions;
import org.zonekeeper.domain.follow.FollowUps;
import org.zonekeeper.domain.index.Deadline;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.settings.JournalChain;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.schemas.state.ZoneLife;

/**
 * One zone's life: decides on inputs, applies the events, says what came of it. Pure: no Kafka, no
 * clock, no randomness. Confined to the thread of the zone's task.
 */
public final class ZoneEngine {
  /** Far more than a zone has agents and calls: beyond it a rule contradicts another. */
  private static final int MOST_FOLLOW_UPS = 200_000;

  /**
   * Time limits that one tick decides on. Thousands may fall due together, and while a tick lasts
   * the zone hears nobody: not even those who are just in time.
   */
  static final int MOST_DUE_AT_A_TICK = 200;

  private final ZoneState state;
  private final FollowUps followUps;
  private final Pacing pacing;
  private final long checkTimeout;
  private final JournalChain.Links links;

  /** With the default settings. */
  public ZoneEngine(ZoneState state) {
    this(state, DomainSettings.defaults());
  }

  public ZoneEngine(ZoneState state, DomainSettings settings) {
    this.state = state;
    this.followUps = new FollowUps(settings);
    this.pacing = new Pacing(settings);
    this.checkTimeout = settings.desktopCheckTimeout().toMillis();
    this.links = settings.chain().links();
  }

  /**
   * Decides, applies and follows up until nothing more follows.
   *
   * @param nowMillis epoch milliseconds; a clock that lags behind the zone's last event (the
   *     previous owner's may have been ahead) counts as that event's time, so that the journal
   *     never goes back
   */
  public Outcome handle(Input input, long nowMillis) {
    Turn turn = new Turn(Math.max(nowMillis, state.zone().getAt()));
    switch (input) {
      case Input.Command c ->
          turn.take(Stamp.cause(c), draft -> CommandDecisions.decide(c.command(), draft));
      case Input.Fact f ->
          turn.take(Stamp.cause(f), draft -> FactDecisions.decide(f.fact(), draft));
      case Input.Adopt a -> {
        String digest = state.digest();
        turn.take(Stamp.cause(a), draft -> Recovery.adopt(a, digest, draft));
      }
      case Input.AnnounceHandover a ->
          turn.take(Stamp.cause(a), draft -> Recovery.announceHandover(a.grounds(), draft));
      case Input.Check c -> turn.take(Stamp.cause(c), draft -> Recovery.check(checkTimeout, draft));
      case Input.Tick tick -> turn.tick(tick);
    }
    return turn.outcome();
  }

  public ZoneState state() {
    return state;
  }

  /** Whether {@link Input.Check} would come to anything. */
  public boolean owesChecks() {
    return Recovery.owesChecks(state);
  }

  /** One input's handling. */
  private final class Turn {
    private final long now;
    private final List<Event> events = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final Set<EntityKey> touched = new HashSet<>();

    Turn(long now) {
      this.now = now;
    }

    /**
     * While an owner takes over, time stands still: what is due waits until the zone works again.
     * What is too much for one tick waits for the next.
     */
    void tick(Input.Tick tick) {
      if (state.zone().getLife() != ZoneLife.AVAILABLE) {
        return;
      }
      Optional<Deadline> due = state.due(now);
      for (int taken = 0; due.isPresent() && taken < MOST_DUE_AT_A_TICK; taken++) {
        Deadline deadline = due.get();
        take(
            Stamp.timer(deadline.timer().cause()), draft -> TimerDecisions.decide(deadline, draft));
        due = state.due(now);
        if (due.equals(Optional.of(deadline))) {
          throw new IllegalStateException("nothing came of " + deadline);
        }
      }
      follow(Stamp.cause(tick));
      take(Stamp.timer("Pacing"), pacing::decide);
    }

    void take(Cause cause, Consumer<Decision> decision) {
      Decision draft = new Decision(state, now);
      decision.accept(draft);
      draft.events().forEach(event -> apply(event, cause));
      follow(cause);
    }

    private void follow(Cause cause) {
      int steps = 0;
      for (List<Event> next = followUps.next(state, now);
          !next.isEmpty();
          next = followUps.next(state, now)) {
        if (++steps > MOST_FOLLOW_UPS) {
          throw new IllegalStateException(
              "zone %s comes to no rest; the last follow-up was %s"
                  .formatted(state.zone().getZone(), next));
        }
        next.forEach(event -> apply(event, cause));
      }
    }

    private void apply(Event event, Cause cause) {
      Stamp.stamp(event, state.zone(), now, cause);
      touched.addAll(Applications.apply(state, event, links.hashOf(event)));
      events.add(event);
      PlatformOrders.orderFor(event, state).ifPresent(orders::add);
    }

    Outcome outcome() {
      return new Outcome(events, orders, touched);
    }
  }
}
