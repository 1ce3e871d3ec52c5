package org.zonekeeper.am.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.zonekeeper.am.assignment.FailBack;
import org.zonekeeper.am.ownership.HandoverSignal;
import org.zonekeeper.am.processor.CampaignTotals;
import org.zonekeeper.am.processor.SharedTaskContext;
import org.zonekeeper.am.standby.ReadyZones;
import org.zonekeeper.am.topology.AgentManagerTopology;
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.domain.Outcome;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.state.State.Entity;

/**
 * The Streams task of a zone that does not exist, with the real topology and settings, on Kafka's
 * driver instead of a broker: made, initialised, fed, committed and closed as real ones are. Its
 * zone hears what the zone of {@link WarmUpZone} hears, and decides for itself. Used by {@link
 * WarmUp} alone. Confined to its thread.
 */
final class WarmUpTask implements WarmUpZone.Wire, AutoCloseable {
  private static final ZoneDirectory DIRECTORY = ZoneDirectory.parse(WarmUpZone.ZONE + "=0");
  private static final Duration A_WHILE = Duration.ofMillis(100);

  private final Serde<SpecificRecord> records;
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, SpecificRecord> commands;
  private final TestInputTopic<String, SpecificRecord> facts;

  WarmUpTask(AgentManagerSettings settings, Serde<SpecificRecord> records, Owner self) {
    this.records = records;
    ReadyZones ready = new ReadyZones(DIRECTORY, AgentManagerTopology.entitySerde().deserializer());
    SharedTaskContext common =
        SharedTaskContext.withoutBroker(new HandoverSignal(), new CampaignTotals(), ready::take);
    ZoneProcessorFactory tasks =
        new ZoneProcessorFactory(
            settings, self, () -> CompletableFuture.completedFuture(Set.of()), "", "");
    driver =
        new TopologyTestDriver(
            AgentManagerTopology.build(
                records,
                ready.stores(TopologyNames.STORE),
                () -> tasks.processor(DIRECTORY, common)),
            StreamsSettings.of(settings, self, "", FailBack.NONE),
            Instant.EPOCH);
    commands = input(Topics.COMMANDS);
    facts = input(Topics.FACTS);
    pass();
  }

  @Override
  public Command command(Command command) {
    commands.pipeInput(WarmUpZone.ZONE, command);
    return command;
  }

  @Override
  public Fact fact(Fact fact) {
    facts.pipeInput(WarmUpZone.ZONE, fact);
    return fact;
  }

  @Override
  public Entity entity(Entity entity) {
    return entity;
  }

  @Override
  public void out(Outcome outcome) {
    pass();
  }

  /** What its zone has decided. */
  List<Event> journal() {
    return driver
        .createOutputTopic(Topics.JOURNAL.name(), new StringDeserializer(), records.deserializer())
        .readValuesToList()
        .stream()
        .map(Event.class::cast)
        .toList();
  }

  @Override
  public void close() {
    driver.close();
  }

  private void pass() {
    driver.advanceWallClockTime(A_WHILE);
  }

  private TestInputTopic<String, SpecificRecord> input(TopicSpec topic) {
    return driver.createInputTopic(topic.name(), new StringSerializer(), records.serializer());
  }
}
