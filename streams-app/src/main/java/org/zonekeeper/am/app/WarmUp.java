package org.zonekeeper.am.app;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.am.topology.AgentManagerTopology;
import org.zonekeeper.domain.Outcome;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.state.State.Entity;

/**
 * Lives through takeovers of a zone that does not exist, before the process joins the group: a cold
 * JVM needs a second and more for its first decisions, and a real zone would stand still for it.
 * What a takeover alone does (restoring, the digest, a check of every desktop) would otherwise be
 * done for the first time, uncompiled, when everybody waits for it; and so would Kafka Streams make
 * its first task, class by class. Used once, by the thread that starts the Agent Manager. Nothing
 * of it leaves the process.
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** So many lives of twenty agents have everything compiled: each method runs some 200 times. */
  private static final int LIVES = 40;

  /** Where cores are few and shared, it must not delay the start by more. */
  private static final Duration MOST = Duration.ofMillis(2_500);

  /** The first has the classes loaded, the others are for the compiler. */
  private static final int TASKS = 5;

  private final AgentManagerSettings settings;
  private final Serde<SpecificRecord> records;
  private final Serde<Entity> states = AgentManagerTopology.entitySerde();
  private final Owner self;

  WarmUp(AgentManagerSettings settings, Serde<SpecificRecord> records, Owner self) {
    this.settings = settings;
    this.records = records;
    this.self = self;
  }

  void run() {
    long started = System.nanoTime();
    int lives = 0;
    while (lives < LIVES && millisSince(started) < MOST.toMillis()) {
      new WarmUpZone(self, new ThroughBytes(), lives).live();
      lives++;
    }
    long lived = millisSince(started);
    int tasks = 0;
    while (tasks < TASKS && millisSince(started) < lived + MOST.toMillis()) {
      try (WarmUpTask task = new WarmUpTask(settings, records, self)) {
        new WarmUpZone(self, task, tasks).live();
      }
      tasks++;
    }
    LOG.info(
        "warmed up lives={} tasks={} ms={}+{}", lives, tasks, lived, millisSince(started) - lived);
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private final class ThroughBytes implements WarmUpZone.Wire {
    @Override
    public Command command(Command command) {
      return (Command) through(Topics.COMMANDS.name(), command);
    }

    @Override
    public Fact fact(Fact fact) {
      return (Fact) through(Topics.FACTS.name(), fact);
    }

    @Override
    public Entity entity(Entity entity) {
      byte[] bytes = states.serializer().serialize(WarmUpZone.ZONE, entity);
      return states.deserializer().deserialize(WarmUpZone.ZONE, bytes);
    }

    @Override
    public void out(Outcome outcome) {
      outcome.events().forEach(event -> through(Topics.JOURNAL.name(), event));
      outcome.orders().forEach(order -> through(Topics.ORDERS.name(), order));
    }

    private SpecificRecord through(String topic, SpecificRecord record) {
      return records
          .deserializer()
          .deserialize(topic, records.serializer().serialize(topic, record));
    }
  }
}
