package org.zonekeeper.am.app;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.am.domain.Input;
import org.zonekeeper.am.domain.Input.Adopt;
import org.zonekeeper.am.domain.Input.AdoptionKind;
import org.zonekeeper.am.domain.Outcome;
import org.zonekeeper.am.domain.ZoneEngine;
import org.zonekeeper.am.domain.ZoneState;
import org.zonekeeper.am.ownership.Barriers;
import org.zonekeeper.am.topology.AgentManagerTopology;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.common.Owner;

/**
 * Lives through takeovers of a zone that does not exist, before the process joins the group: a cold
 * JVM needs a second and more for its first decisions, and a real zone would stand still for it.
 * Used once, by the thread that starts the Agent Manager. Nothing of it leaves the process.
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final String ZONE = "warm-up";

  /** After about so many rounds, further ones bring no more; most of it is loading classes. */
  private static final int ROUNDS = 300;

  /** Where cores are few and shared, it must not delay the start by more. */
  private static final Duration MOST = Duration.ofMillis(1_500);

  private final Serde<SpecificRecord> records;
  private final Serde<SpecificRecord> states = AgentManagerTopology.stateSerde();
  private final Owner self;

  WarmUp(Serde<SpecificRecord> records, Owner self) {
    this.records = records;
    this.self = self;
  }

  void run() {
    long started = System.nanoTime();
    int round = 0;
    while (round < ROUNDS && System.nanoTime() - started < MOST.toNanos()) {
      lifeOfAZone(round);
      round++;
    }
    LOG.info(
        "warmed up rounds={} ms={}",
        round,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
  }

  private void lifeOfAZone(int round) {
    long now = round;
    ZoneEngine first = new ZoneEngine(ZoneState.empty(ZONE));
    encode(first.handle(new Adopt(self, AdoptionKind.OPENING, "warm-up", 0), now));
    encode(first.handle(new Input.Tick(), now));
    List<SpecificRecord> stored = first.state().entities().map(this::throughState).toList();
    ZoneEngine second = new ZoneEngine(ZoneState.restore(ZONE, stored.stream()));
    encode(second.handle(new Adopt(self, AdoptionKind.OUTAGE, "warm-up", now), now));
    var commands = Barriers.command(ZONE, 2, self, now);
    var facts = Barriers.fact(ZONE, 2, self, now);
    encode(second.handle(new Input.Command(through(Topics.COMMANDS.name(), commands)), now));
    encode(second.handle(new Input.Fact(through(Topics.FACTS.name(), facts)), now));
  }

  private void encode(Outcome outcome) {
    outcome.events().forEach(event -> through(Topics.JOURNAL.name(), event));
    outcome.orders().forEach(order -> through(Topics.ORDERS.name(), order));
  }

  private SpecificRecord through(String topic, SpecificRecord record) {
    return records.deserializer().deserialize(topic, records.serializer().serialize(topic, record));
  }

  private SpecificRecord throughState(SpecificRecord entity) {
    return states.deserializer().deserialize(ZONE, states.serializer().serialize(ZONE, entity));
  }
}
