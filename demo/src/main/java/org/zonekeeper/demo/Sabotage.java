package org.zonekeeper.demo;

import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.simulators.platform.PlatformSettings.Leases;

/**
 * Harm done for real, once, shortly before the kill, to prove that the right row turns red. The
 * product has no part in it.
 */
enum Sabotage {
  NONE("nothing"),
  /** F4: the platform dials on without a lease. */
  IGNORE_LEASES("the platform ignores its leases"),
  /** F2: the network of a desktop is cut, so that no notice reaches it. */
  UNPLUG_DESKTOP("a desktop's network is cut"),
  /** F18: a desktop lies that nobody said would. */
  SECRET_LIAR("a desktop lies in secret"),
  /** X6: somebody who does not own the zone writes into its journal. */
  SECOND_OWNER("a second owner writes an event"),
  /** F16: the recorder takes nothing any more. */
  STOP_RECORDER("the recorder refuses everything from now on");

  private final String what;

  Sabotage(String what) {
    this.what = what;
  }

  void doTo(Script script, List<String> zones) throws InterruptedException {
    if (this == NONE) {
      return;
    }
    script.timeline().act("SABOTAGE: " + what);
    DemoStage stage = script.stage();
    String zone = zones.getFirst();
    switch (this) {
      case IGNORE_LEASES -> script.given("sabotage", stage.platform().leases(zone, Leases.IGNORED));
      case UNPLUG_DESKTOP -> stage.fleet().unplug(someAgent(script, zone));
      case SECRET_LIAR ->
          // Not in the first zone, where an agent is about to lose a Disconnect.
          stage.fleet().lieOnce(someAgent(script, zones.getLast()));
      case SECOND_OWNER -> writeAsSecondOwner(stage, zone);
      case STOP_RECORDER -> stage.recorderFaults().refuse();
      case NONE -> {
        // Nothing to be done.
      }
    }
    stage.incidents().note("sabotage", java.util.Map.of("name", name(), "zone", zone));
  }

  private static String someAgent(Script script, String zone) {
    return script.move(zone, Set.of()).orElseThrow().agent();
  }

  private static void writeAsSecondOwner(DemoStage stage, String zone) {
    var state = stage.journal().ask(zone, zoneState -> zoneState.zone());
    ZoneAvailable event =
        new ZoneAvailable(
            new EventHeader(
                zone,
                state.getEpoch() - 1,
                state.getSequence(),
                System.currentTimeMillis(),
                new Cause(CauseKind.OWNERSHIP, "Sabotage", "", -1L, 0L),
                zone,
                ""),
            new Owner("am-0", "nobody"),
            0L);
    try (KafkaProducer<String, SpecificRecord> producer =
        new KafkaProducer<>(
            java.util.Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stage.bootstrapServers()),
            new StringSerializer(),
            stage.serdes().serializer())) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.JOURNAL.name(), DemoPlan.ZONES.partitionOf(zone), zone, event));
      producer.flush();
    }
  }
}
