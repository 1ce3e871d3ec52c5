package org.zonekeeper.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.DialGrounds;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.journal.AgentBlendedToOutbound;
import org.zonekeeper.schemas.journal.CallbackDue;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.InboundEndGrounds;
import org.zonekeeper.schemas.journal.ZoneAvailable;
import org.zonekeeper.simulators.platform.PlatformSettings.Leases;

/**
 * Harm done for real, once, shortly before the kill, to prove that the right row turns red. The
 * product has no part in it.
 */
enum Sabotage {
  /** F4: the platform dials on without a lease. */
  IGNORE_LEASES("the platform ignores its leases"),
  /** F2: the network of a desktop is cut, so that no notice reaches it. */
  UNPLUG_DESKTOP("a desktop's network is cut"),
  /** F18: a desktop lies that nobody said would. */
  SECRET_LIAR("a desktop lies in secret"),
  /** X6: somebody who does not own the zone writes into its journal. */
  SECOND_OWNER("a second owner writes an event"),
  /** F26: somebody writes into the journal that a contact is dialled which no agent was shown. */
  UNSEEN_DIAL("a contact is dialled, says a stranger, that no agent was shown"),
  /** F27: somebody writes into the journal that a callback is due which nobody arranged. */
  UNKNOWN_CALLBACK("a callback is due, says a stranger, that nobody arranged"),
  /** F28: somebody writes into the journal that inbound work is over which no agent had. */
  UNKNOWN_INBOUND_WORK("inbound work is over, says a stranger, that no agent had"),
  /** F16: the recorder takes nothing any more. */
  STOP_RECORDER("the recorder refuses everything from now on");

  private static final String NOBODY = "nobody";
  private static final String NOTHING = "nothing";

  private final String what;

  Sabotage(String what) {
    this.what = what;
  }

  /**
   * Does it.
   *
   * @param spared agents that others have plans for
   */
  void doTo(Script script, List<String> zones, Set<String> spared) throws InterruptedException {
    script.timeline().act("SABOTAGE: " + what);
    DemoStage stage = script.stage();
    String zone = zones.getFirst();
    switch (this) {
      case IGNORE_LEASES -> script.given("sabotage", stage.platform().leases(zone, Leases.IGNORED));
      case UNPLUG_DESKTOP -> stage.fleet().unplug(someAgent(script, zone, spared));
      case SECRET_LIAR -> stage.fleet().lieOnce(someAgent(script, zones.getLast(), spared));
      case SECOND_OWNER ->
          writeAsSecondOwner(
              stage, zone, header -> new ZoneAvailable(header, new Owner("am-0", "nobody"), 0L));
      case UNSEEN_DIAL -> writeAsSecondOwner(stage, zone, Sabotage::unseenDial);
      case UNKNOWN_CALLBACK -> writeAsSecondOwner(stage, zone, Sabotage::unknownCallback);
      case UNKNOWN_INBOUND_WORK ->
          writeAsSecondOwner(
              stage,
              zone,
              header ->
                  new AgentBlendedToOutbound(
                      header, NOBODY, NOTHING, InboundEndGrounds.REPORTED, "a stranger says so"));
      case STOP_RECORDER -> stage.recorderFaults().refuse();
    }
    stage.incidents().note("sabotage", Map.of("name", name(), "zone", zone));
  }

  private static String someAgent(Script script, String zone, Set<String> spared) {
    return script.move(zone, spared).orElseThrow().agent();
  }

  private static SpecificRecord unseenDial(EventHeader header) {
    return ContactDialled.newBuilder()
        .setHeader(header)
        .setCallId(NOTHING)
        .setJobId(NOTHING)
        .setCampaign(NOTHING)
        .setContact(NOTHING)
        .setAuthorisationId(NOTHING)
        .setAgentId(NOBODY)
        .setExtension(NOTHING)
        .setPacing(PacingMode.PREVIEW)
        .setNumberKind("mobile")
        .setNumberKinds(List.of("mobile"))
        .setGrounds(DialGrounds.TIME_LIMIT)
        .setRingTimeoutMs(0)
        .setValidUntil(0)
        .build();
  }

  private static SpecificRecord unknownCallback(EventHeader header) {
    return CallbackDue.newBuilder()
        .setHeader(header)
        .setCallbackId(NOTHING)
        .setType(CallbackType.CAMPAIGN)
        .setContact(NOTHING)
        .setDueAt(header.getAt())
        .setExpiresAt(header.getAt())
        .build();
  }

  /** As an owner whose epoch is over. */
  private static void writeAsSecondOwner(
      DemoStage stage, String zone, Function<EventHeader, SpecificRecord> event) {
    var state = stage.journal().ask(zone, zoneState -> zoneState.zone());
    SpecificRecord written =
        event.apply(
            new EventHeader(
                zone,
                state.getEpoch() - 1,
                state.getSequence(),
                System.currentTimeMillis(),
                new Cause(CauseKind.FACT, "Sabotage", "", -1L, 0L),
                zone,
                ""));
    try (KafkaProducer<String, SpecificRecord> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stage.bootstrapServers()),
            new StringSerializer(),
            stage.serdes().serializer())) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.JOURNAL.name(), DemoPlan.ZONES.partitionOf(zone), zone, written));
      producer.flush();
    }
  }
}
