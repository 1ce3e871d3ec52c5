package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.input.InputBarriers;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.settings.ZoneCapacity;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.JobStarted;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.ZoneRecord;

/**
 * Tells a story of one zone: given events, when something comes in, then these events and orders,
 * no others. Headers are left out of the comparison; the time starts at {@link #T0}.
 */
final class ZoneStory {
  static final long T0 = 1_700_000_000_000L;
  private static final int HEADER = 0;
  private static final Cause TOLD = new Cause(CauseKind.OWNERSHIP, "Story", "", -1L, 0L);

  private final ZoneState state = ZoneState.empty(Asked.ZONE);
  private final ZoneEngine engine;
  private long now = T0;
  private boolean lags;
  private Outcome outcome = new Outcome(List.of(), List.of(), Set.of(), false);

  private ZoneStory(DomainSettings settings) {
    this.engine = new ZoneEngine(state, settings);
  }

  /** A zone that never had an owner. */
  static ZoneStory unowned() {
    return new ZoneStory(DomainSettings.defaults());
  }

  /** A zone that am-1 opened and that works, and that may hold no more than this. */
  static ZoneStory zoneOf(ZoneCapacity capacity) {
    DomainSettings usual = DomainSettings.defaults();
    return new ZoneStory(
            new DomainSettings(
                usual.lease(),
                usual.pacingInterval(),
                usual.leaseReportGrace(),
                usual.desktopCheckTimeout(),
                usual.pacingEvidence(),
                usual.jobDwell(),
                usual.longBreak(),
                capacity,
                usual.chain()))
        .given(Told.opened());
  }

  /** A zone that am-1 opened and that works. */
  static ZoneStory zone() {
    return unowned().given(Told.opened());
  }

  ZoneStory given(Event... events) {
    return given(List.of(events));
  }

  ZoneStory given(List<? extends Event> events) {
    for (Event event : events) {
      Stamp.stamp(event, state.zone(), now, TOLD);
      Applications.apply(state, event);
      if (event instanceof JobStarted job) {
        given(Told.campaignDay(job.getSettings().getCampaign(), now));
      }
    }
    return this;
  }

  /** Time passes, unnoticed by the zone until something comes in. */
  ZoneStory after(long millis) {
    now += millis;
    return this;
  }

  ZoneStory when(Command command) {
    return when(new Input.Command(command));
  }

  ZoneStory when(Fact fact) {
    return when(new Input.Fact(fact));
  }

  ZoneStory when(Input input) {
    outcome = engine.handle(input, now);
    return outcome.barriersWanted() && !lags ? whenBarriersOf(now).when(input) : this;
  }

  /** From now on the owner's barriers stand behind other records in the topics, unread. */
  ZoneStory whileTheOwnerLags() {
    lags = true;
    return this;
  }

  /** The owner reads the barriers that it wrote at that time. */
  ZoneStory whenBarriersOf(long written) {
    ZoneRecord zone = state.zone();
    var command = InputBarriers.command(Asked.ZONE, zone.getEpoch(), zone.getOwner(), written);
    var fact = InputBarriers.fact(Asked.ZONE, zone.getEpoch(), zone.getOwner(), written);
    engine.handle(new Input.Command(command), now);
    engine.handle(new Input.Fact(fact), now);
    return this;
  }

  boolean wantsBarriers() {
    return outcome.barriersWanted();
  }

  ZoneStory whenTimePasses(long millis) {
    now += millis;
    return when(new Input.Tick());
  }

  /** Exactly these events, in this order. */
  ZoneStory then(Event... events) {
    return then(List.of(events));
  }

  ZoneStory then(List<? extends Event> events) {
    assertThat(outcome.events().stream().map(ZoneStory::content))
        .containsExactlyElementsOf(events.stream().map(ZoneStory::content).toList());
    return this;
  }

  /** Exactly these events, with the command's acceptance where it stands. */
  ZoneStory thenAccepted(Event... events) {
    assertThat(outcome.events().stream().filter(CommandAccepted.class::isInstance)).hasSize(1);
    assertThat(
            outcome.events().stream()
                .filter(event -> !(event instanceof CommandAccepted))
                .map(ZoneStory::content))
        .containsExactlyElementsOf(Stream.of(events).map(ZoneStory::content).toList());
    return this;
  }

  /** Refused for this reason, and nothing else happened. */
  ZoneStory thenRefused(RefusalReason reason, String... words) {
    assertThat(outcome.events()).singleElement().isInstanceOf(CommandRefused.class);
    CommandRefused refused = (CommandRefused) outcome.events().getFirst();
    assertThat(refused.getReason()).isEqualTo(reason);
    assertThat(refused.getText()).isNotBlank();
    List.of(words).forEach(word -> assertThat(refused.getText()).contains(word));
    assertThat(outcome.orders()).isEmpty();
    return this;
  }

  ZoneStory thenNothing() {
    return then();
  }

  /** Exactly these types of order, in this order. */
  ZoneStory andOrders(Class<?>... types) {
    assertThat(outcome.orders().stream().<Class<?>>map(Object::getClass)).containsExactly(types);
    return this;
  }

  /** The only event of this type that came of the last input. */
  <E extends Event> E only(Class<E> type) {
    List<E> found = all(type);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  <E extends Event> List<E> all(Class<E> type) {
    return outcome.events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  Outcome outcome() {
    return outcome;
  }

  ZoneState state() {
    return state;
  }

  long now() {
    return now;
  }

  private static List<Object> content(Event event) {
    List<Object> content = new ArrayList<>();
    content.add(event.getSchema().getName());
    for (Schema.Field field : event.getSchema().getFields()) {
      if (field.pos() != HEADER) {
        content.add(field.name() + "=" + event.get(field.pos()));
      }
    }
    return content;
  }
}
