package org.zonekeeper.am.processor;

import org.zonekeeper.am.clock.SlewedTime;
import org.zonekeeper.domain.Outcome;
import org.zonekeeper.domain.ZoneEngine;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.input.Input.Adopt;
import org.zonekeeper.domain.input.Input.AdoptionKind;
import org.zonekeeper.domain.input.InputBarriers;
import org.zonekeeper.domain.settings.FailoverTreatment;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.command.RaiseFeatureLevel;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.state.Heartbeat;
import org.zonekeeper.schemas.state.ZoneLife;
import org.zonekeeper.schemas.state.ZoneRecord;
import org.zonekeeper.schemas.status.ZonePhase;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.trace.TraceContext;

/**
 * One ownership of one zone, from the adoption on: every input goes through here, and the heartbeat
 * comes from here. Made anew whenever the task is initialised; confined to the task's thread.
 */
final class ZoneOwnership {
  /** A zone whose takeover hangs must not keep others from their checks, milliseconds. */
  private static final long LONGEST_WAIT = 500;

  /** Milliseconds between two looks at what campaigns came to elsewhere. */
  private static final long NEWS_EVERY = 5_000;

  private final String zone;
  private final OwnerContext duties;
  private final ZoneStore store;
  private final Outbox outbox;
  private final SharedTaskContext common;
  private final ZoneEngine engine;
  private final SlewedTime time;
  private long lastBeat;
  private long availableSince;
  private long heardOfCampaigns;
  private long now;

  /**
   * @param at the Agent Manager's time, epoch milliseconds; where the zone's last event is later,
   *     because the previous owner's clock was ahead, the zone's time is that one's and comes back
   *     slowly: standing still would be an outage as well
   */
  ZoneOwnership(
      ZoneState state,
      OwnerContext duties,
      ZoneStore store,
      Outbox outbox,
      SharedTaskContext common,
      long at) {
    this.time = new SlewedTime(at, state.zone().getAt());
    this.zone = state.zone().getZone();
    this.duties = duties;
    this.store = store;
    this.outbox = outbox;
    this.common = common;
    this.engine = new ZoneEngine(state, duties.domain());
  }

  /** The zone as it is. */
  ZoneRecord record() {
    return engine.state().zone();
  }

  /** Takes the zone on; the first thing in a tenure, before any other input. */
  void adopt(Adopt adopt, long at) {
    now = time.at(at);
    adopt(adopt);
  }

  private void adopt(Adopt adopt) {
    decide(adopt);
    showIfRestored();
    noteTakeover();
    ZoneRecord adopted = record();
    common.observer().adopted(adopted, adopt);
    // Also after a planned change in the middle of an outage, which the old barriers cannot end.
    if (adopted.getLife() == ZoneLife.OUTAGE && adopt.kind() != AdoptionKind.CARRY_ON) {
      writeBarriers();
    }
    beat();
    outbox.commitAtOnce();
  }

  /** Nobody has shown the zone to gateways yet: what they know of it, if anything, is another's. */
  private void showIfRestored() {
    if (store.restoration().isPresent()) {
      outbox.showAll(engine.state());
      store.forgetRestoration();
    }
  }

  private void writeBarriers() {
    long epoch = record().getEpoch();
    outbox.sendBarriers(
        InputBarriers.command(zone, epoch, duties.self(), now),
        InputBarriers.fact(zone, epoch, duties.self(), now),
        now);
  }

  /** Decides on one input and sends what came of it. */
  void handle(Input input, long at) {
    now = time.at(at);
    if (input instanceof Input.Command c && c.command() instanceof RaiseFeatureLevel) {
      common.oldest().get().ifPresent(this::decide);
    }
    // Hosts' clocks are in step, so the zone is ahead of the platform by as much as of its owner.
    decide(input instanceof Input.Fact f ? f.to(time.ahead()) : input);
  }

  /** Decides on what a record says and sends what came of it, as part of the record's trace. */
  void handle(Input input, TraceContext trace, long at) {
    outbox.causedBy(trace);
    handle(input, at);
    outbox.causedBy(TraceContext.NONE);
  }

  private void decide(Input input) {
    ZonePhase before = phase(record());
    long started = System.nanoTime();
    Outcome outcome = engine.handle(input, now);
    long nanos = System.nanoTime() - started;
    store.apply(outcome, engine.state());
    if (outcome.barriersWanted()) {
      writeBarriers();
    }
    if (outcome.events().isEmpty() && outcome.touched().isEmpty()) {
      return;
    }
    outbox.send(outcome, engine.state());
    if (!outcome.events().isEmpty()) {
      common.observer().decided(outcome.events(), nanos);
    }
    // Gateways must hear of a change of phase at once, not with the next beat or commit.
    if (phase(record()) != before) {
      noteTakeover();
      common.observer().phase(record(), phase(record()), outcome.events().size());
      beat();
      outbox.commitAtOnce();
    }
  }

  /**
   * To be called before anything else is done at a time: beats if a beat is due, and if the last
   * one is too long ago, takes the zone on anew, because for everyone else there was an outage.
   */
  void keepUp(long at) {
    now = time.at(at);
    long silence = now - lastBeat;
    boolean works = record().getLife() == ZoneLife.AVAILABLE;
    FailoverTreatment failover = duties.failovers().of(zone);
    long limit = duties.patience().silenceLimit(failover);
    if (works && silence > limit) {
      String grounds =
          "the owner itself was silent for %d ms, over the threshold of %d ms"
              .formatted(silence, limit);
      adopt(new Adopt(duties.self(), AdoptionKind.OUTAGE, grounds, lastBeat, failover));
    } else if (isBeatDue()) {
      beat();
    }
  }

  /** All zones' beats are due at the same moments, so that they share a transaction. */
  private boolean isBeatDue() {
    long interval = duties.heartbeat().toMillis();
    return Math.floorDiv(now, interval) > Math.floorDiv(lastBeat, interval);
  }

  /**
   * Goes on with the checks of calls and desktops that are owed after an outage, unless another
   * zone of this Agent Manager is still without its owner's word: that one comes first. And not
   * more at a time than leaves room for the answers.
   */
  void checkWhenThereIsTime(long at) {
    now = time.at(at);
    if (engine.owesChecks()
        && common.checks().isLeft()
        && (!common.takeovers().anyUnderWay() || now - availableSince >= LONGEST_WAIT)) {
      common.checks().spend(() -> decide(new Input.Check()));
    }
  }

  /**
   * Takes what other zones say of campaigns, now and then: it is an event each time that there is
   * news, and the cap goes by the day.
   */
  void hearOfCampaigns(long at) {
    now = time.at(at);
    if (record().getLife() == ZoneLife.AVAILABLE && now - heardOfCampaigns >= NEWS_EVERY) {
      heardOfCampaigns = now;
      decide(new Input.CampaignNews(common.campaigns().elsewhereThan(zone, now)));
    }
  }

  private void noteTakeover() {
    if (record().getLife() == ZoneLife.AVAILABLE) {
      common.takeovers().over(zone);
      availableSince = now;
    } else {
      common.takeovers().begun(zone);
    }
  }

  private void beat() {
    ZoneRecord record = record();
    lastBeat = now;
    store.beat(new Heartbeat(duties.self(), now));
    outbox.sendStatus(
        ZoneStatus.newBuilder()
            .setZone(zone)
            .setOwner(duties.self())
            .setEpoch(record.getEpoch())
            .setPhase(phase(record))
            .setHeartbeatAt(now)
            .setSequence(record.getSequence())
            .setOutageBeganAt(record.getOutageBeganAt())
            .setGroupInstanceId(common.identities().groupInstanceIdOfThisThread())
            .setTransactionalId(common.identities().transactionalIdOfThisThread())
            .setPeerAddress(duties.peerAddress())
            .setToleranceMs(duties.failovers().of(zone).toleranceMillis())
            .setJournalHash(record.getJournalHash())
            .setQueryAddress(duties.queryAddress())
            .setCampaigns(CampaignTotals.of(engine.state()))
            .setGoingDown(record.getShutdown() != null)
            .setFeatureLevel(record.getFeatureLevel())
            .setOwnerLevel(FeatureLevel.newest().number())
            .setStandbys(common.standbys().keepersOf(zone).orElse(null))
            .setCopies(common.standbys().here())
            .build());
    common.observer().beat(engine.state(), phase(record), now);
  }

  private ZonePhase phase(ZoneRecord record) {
    if (record.getLife() != ZoneLife.AVAILABLE) {
      return ZonePhase.TAKING_OVER;
    }
    return record.getHandoverAnnounced() && !duties.patience().lapsed(record, now)
        ? ZonePhase.HANDING_OVER
        : ZonePhase.AVAILABLE;
  }
}
