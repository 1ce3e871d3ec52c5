package org.zonekeeper.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.decide.Blender;
import org.zonekeeper.domain.decide.CallbackOffers;
import org.zonekeeper.domain.decide.Campaigns;
import org.zonekeeper.domain.decide.CommandDecisions;
import org.zonekeeper.domain.decide.Decision;
import org.zonekeeper.domain.decide.FactDecisions;
import org.zonekeeper.domain.decide.Pacing;
import org.zonekeeper.domain.decide.Recovery;
import org.zonekeeper.domain.decide.TimerDecisions;
import org.zonekeeper.domain.decide.ZoneShutdown;
import org.zonekeeper.domain.follow.AgentAllocation;
import org.zonekeeper.domain.follow.FollowUps;
import org.zonekeeper.domain.index.Deadline;
import org.zonekeeper.domain.index.Deadlines;
import org.zonekeeper.domain.index.EntityKey;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.settings.JournalChain;
import org.zonekeeper.domain.settings.ZoneCapacity;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.command.ReportGatewayAlive;
import org.zonekeeper.schemas.journal.AgentJobStateChanged;
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

  /** Moves of agents between jobs in one tick: a job that starts may be due thousands. */
  static final int MOST_MOVES_AT_A_TICK = 100;

  private final ZoneState state;
  private final AgentAllocation allocation;
  private final FollowUps followUps;
  private final Pacing pacing;
  private final long checkTimeout;
  private final ZoneCapacity capacity;
  private final JournalChain.Links links;
  private final Fingerprint fingerprint = new Fingerprint();
  private final OwnerMemory memory;

  /** With the default settings. */
  public ZoneEngine(ZoneState state) {
    this(state, DomainSettings.defaults());
  }

  public ZoneEngine(ZoneState state, DomainSettings settings) {
    this(state, settings, OwnerMemory.empty());
  }

  /**
   * @param memory what the owner knows so far that is no fold
   */
  ZoneEngine(ZoneState state, DomainSettings settings, OwnerMemory memory) {
    this.state = state;
    this.memory = memory;
    this.pacing = new Pacing(settings);
    this.allocation = new AgentAllocation(settings, pacing);
    this.followUps = new FollowUps(settings, allocation);
    this.capacity = settings.capacity();
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
    if (InputPosition.isDecided(input, state.zone())) {
      return turn.outcome();
    }
    memory.inputs().note(input, state.zone());
    if (input instanceof Input.Command c && c.command() instanceof ReportGatewayAlive alive) {
      memory.gateways().heard(alive.getGateway(), turn.now);
      return turn.outcome();
    }
    Cause cause = Stamp.cause(input, fingerprint);
    switch (input) {
      case Input.Command c ->
          turn.take(
              cause, draft -> CommandDecisions.decide(c.command(), cause.getFingerprint(), draft));
      case Input.Fact f ->
          turn.take(cause, draft -> FactDecisions.decide(f, cause.getFingerprint(), draft));
      case Input.Adopt a -> {
        memory.begin(turn.now);
        String digest = state.digest();
        turn.take(cause, draft -> Recovery.adopt(a, digest, draft));
      }
      case Input.AnnounceHandover a ->
          turn.take(cause, draft -> Recovery.announceHandover(a.grounds(), draft));
      case Input.Check c -> turn.take(cause, draft -> Recovery.check(checkTimeout, draft));
      case Input.CampaignNews n -> turn.take(cause, draft -> Campaigns.learn(n.counts(), draft));
      case Input.OldestMember m -> memory.group().heard(m);
      case Input.Tick tick -> turn.tick(cause);
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
    private boolean barriersWanted;

    Turn(long now) {
      this.now = now;
    }

    /**
     * While an owner takes over, time stands still: what is due waits until the zone works again.
     * What is too much for one tick waits for the next.
     */
    void tick(Cause cause) {
      if (state.zone().getLife() != ZoneLife.AVAILABLE) {
        return;
      }
      Deadlines deadlines = state.deadlines();
      long read = memory.inputs().readUpTo();
      Optional<Deadline> due = deadlines.due(now, read);
      for (int taken = 0; due.isPresent() && taken < MOST_DUE_AT_A_TICK; taken++) {
        Deadline deadline = due.get();
        runOut(deadline);
        due = deadlines.due(now, read);
        if (due.equals(Optional.of(deadline))) {
          throw new IllegalStateException("nothing came of " + deadline);
        }
      }
      List<Deadline> silent = memory.gateways().due(state, now, MOST_DUE_AT_A_TICK);
      silent.stream().filter(deadline -> deadline.isCertain(read)).forEach(this::runOut);
      if (deadlines.isAnyUncertain(now, read)
          || silent.stream().anyMatch(deadline -> !deadline.isCertain(read))) {
        barriersWanted = memory.inputs().ask(now);
      }
      follow(cause);
      shutDown();
      reallocate();
      blend();
      take(Stamp.timer("Callbacks"), draft -> CallbackOffers.next(pacing, draft));
      take(Stamp.timer("CampaignDay"), Campaigns::beginDays);
      take(Stamp.timer("Pacing"), pacing::decide);
    }

    private void runOut(Deadline deadline) {
      take(Stamp.timer(deadline.timer().cause()), draft -> TimerDecisions.decide(deadline, draft));
    }

    private void shutDown() {
      Cause cause = Stamp.timer("ZoneDown");
      int before = events.size() - 1;
      for (int steps = 0; steps < MOST_MOVES_AT_A_TICK && events.size() > before; steps++) {
        before = events.size();
        take(cause, draft -> ZoneShutdown.next(draft, pacing));
      }
    }

    private void reallocate() {
      Cause cause = Stamp.timer("Allocation");
      for (int moves = 0; moves < MOST_MOVES_AT_A_TICK; moves++) {
        Optional<AgentJobStateChanged> move = allocation.move(state, now);
        if (move.isEmpty()) {
          break;
        }
        apply(move.get(), cause);
        follow(cause);
      }
    }

    private void blend() {
      Cause cause = Stamp.timer("Blender");
      int before = events.size() - 1;
      for (int moves = 0; moves < MOST_MOVES_AT_A_TICK && events.size() > before; moves++) {
        before = events.size();
        take(cause, draft -> Blender.next(draft, pacing));
      }
    }

    void take(Cause cause, Consumer<Decision> decision) {
      Decision draft = new Decision(state, now, capacity, memory.group().oldest());
      decision.accept(draft);
      for (Event event : draft.events()) {
        apply(event, cause);
        draft
            .orderOf(event)
            .map(order -> order.apply(PlatformOrders.header(event)))
            .ifPresent(orders::add);
      }
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
      return new Outcome(events, orders, touched, barriersWanted);
    }
  }
}
