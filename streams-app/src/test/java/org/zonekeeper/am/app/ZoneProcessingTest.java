package org.zonekeeper.am.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.am.app.ZoneDriver.Setup;
import org.zonekeeper.am.processor.OutgoingRecord;
import org.zonekeeper.am.processor.UnacceptableRecordException;
import org.zonekeeper.domain.input.InputBarriers;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.chain.BodyHash;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.LogOff;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.JobState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.fact.FactHeader;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.fact.NailupEstablished;
import org.zonekeeper.schemas.journal.CommandRefused;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;
import org.zonekeeper.schemas.journal.ZoneHandedOver;
import org.zonekeeper.schemas.journal.ZoneTakenOver;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.order.NailUpAgent;
import org.zonekeeper.schemas.order.OrderHeader;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.Heartbeat;
import org.zonekeeper.schemas.state.JobPhase;
import org.zonekeeper.schemas.state.JobRecord;
import org.zonekeeper.schemas.state.Restoration;
import org.zonekeeper.schemas.state.ZoneRecord;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.ZonePhase;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.schemas.wire.UndecodableRecordException;

/** The whole topology with the real domain, error handlers and wire format, record by record. */
class ZoneProcessingTest {
  private static final String ZONE = "north";
  private static final Owner PREVIOUS = new Owner("am-2", "c3");
  private static final long START = ZoneDriver.START.toEpochMilli();

  private TinyRegistry registry;

  @BeforeEach
  void startRegistry() throws IOException {
    registry = new TinyRegistry();
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @Test
  void opensANewZoneAndBeatsEveryHundredMilliseconds() {
    try (ZoneDriver zone = run(Setup.zone())) {
      zone.pass(1);

      List<Event> events = zone.journal();
      assertThat(events.stream().map(ZoneProcessingTest::line))
          .containsExactly("1/1 ZoneOpened", "1/2 ZoneAvailable");
      assertThat(zone.values(Topics.ZONE_STATUS))
          .last()
          .isEqualTo(
              ZoneStatus.newBuilder()
                  .setFeatureLevel(FeatureLevel.newest().number())
                  .setOwnerLevel(FeatureLevel.newest().number())
                  .setZone(ZONE)
                  .setOwner(ZoneDriver.SELF)
                  .setEpoch(1)
                  .setPhase(ZonePhase.AVAILABLE)
                  .setHeartbeatAt(START + 1)
                  .setSequence(2)
                  .setPeerAddress("127.0.0.1:4000")
                  .setJournalHash(new BodyHash().of(events.getLast()))
                  .setQueryAddress("127.0.0.1:4001")
                  .build());

      for (int i = 0; i < 1_000; i++) {
        zone.pass(1);
      }
      // Not a hundred after the adoption, but when all zones beat.
      assertThat(zone.values(Topics.ZONE_STATUS))
          .extracting(status -> ((ZoneStatus) status).getHeartbeatAt() - START)
          .containsExactly(100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L, 900L, 1_000L);
      assertThat(zone.stored()).containsEntry("h/", new Heartbeat(ZoneDriver.SELF, START + 1_000));
      assertThat(zone.journal()).isEmpty();
    }
  }

  @Test
  void adoptsBeforeItDecidesOnARecordThatCameFirst() {
    try (ZoneDriver zone = run(Setup.zone())) {
      zone.send(Topics.COMMANDS, ZONE, logOn("c-1", ZONE));

      assertThat(journal(zone)).startsWith("1/1 ZoneOpened", "1/2 ZoneAvailable").hasSize(5);

      zone.pass(1);
      assertThat(zone.journal()).isEmpty();
    }
  }

  @Test
  void sendsEventsOrdersAndSnapshotsOfADecision() {
    try (ZoneDriver zone = run(Setup.zone())) {
      zone.pass(1);
      journal(zone);

      zone.send(Topics.COMMANDS, ZONE, logOn("c-1", ZONE));

      assertThat(journal(zone))
          .containsExactly("1/3 AgentLoggedOn", "1/4 AgentNailupChanged", "1/5 CommandAccepted");
      assertThat(zone.values(Topics.ORDERS))
          .containsExactly(
              new NailUpAgent(new OrderHeader("north-4", ZONE, 1L, START + 1), "ann", "7001"));
      assertThat(zone.records(Topics.AGENTS))
          .extracting(TestRecord::key, TestRecord::value)
          .containsExactly(tuple("ann", snapshot(5, NailupState.PENDING_NAILUP)));

      zone.send(
          Topics.FACTS,
          ZONE,
          new NailupEstablished(new FactHeader("f-1", ZONE, START, "platform"), "ann"));
      assertThat(zone.values(Topics.AGENTS)).containsExactly(snapshot(6, NailupState.NAILED_UP));

      zone.send(Topics.COMMANDS, ZONE, new LogOff(header("c-2", ZONE), "ann"));
      assertThat(zone.records(Topics.AGENTS))
          .extracting(TestRecord::key, TestRecord::value)
          .containsExactly(tuple("ann", null));
    }
  }

  @Test
  void takesOverAfterAnOutageAndIsAvailableBehindItsBarriers() {
    Map<String, SpecificRecord> left = leftBehind(400);
    try (ZoneDriver zone = run(Setup.zone().stored(left))) {
      // Written during the outage: it is read before the barriers, which the driver hands back.
      zone.send(Topics.COMMANDS, ZONE, new GoReady(header("c-9", ZONE), "ann"));

      List<Event> events = zone.journal();
      assertThat(events)
          .extracting(ZoneProcessingTest::line)
          .containsExactly(
              "2/6 ZoneTakenOver",
              "2/7 CommandRefused",
              "2/8 BarrierPassed",
              "2/9 BarrierPassed",
              "2/10 ZoneAvailable");
      ZoneTakenOver takenOver = (ZoneTakenOver) events.get(0);
      assertThat(takenOver.getPreviousOwner()).isEqualTo(PREVIOUS);
      assertThat(takenOver.getOutageBeganAt()).isEqualTo(START - 400);
      assertThat(takenOver.getGrounds()).contains("no member of the group", "400 ms");
      CommandRefused refused = (CommandRefused) events.get(1);
      assertThat(refused.getReason()).isEqualTo(RefusalReason.ZONE_NOT_AVAILABLE);
      assertThat(zone.values(Topics.COMMANDS))
          .containsExactly(InputBarriers.command(ZONE, 2, ZoneDriver.SELF, START));
      assertThat(zone.values(Topics.FACTS))
          .containsExactly(InputBarriers.fact(ZONE, 2, ZoneDriver.SELF, START));
      assertThat(zone.values(Topics.ZONE_STATUS))
          .extracting(status -> ((ZoneStatus) status).getPhase())
          .startsWith(ZonePhase.TAKING_OVER)
          .endsWith(ZonePhase.AVAILABLE);

      zone.pass(50);
      assertThat(zone.journal())
          .extracting(ZoneProcessingTest::line)
          .containsExactly("2/11 ZoneCheckBegun", "2/12 DesktopCheckRequested");
    }
  }

  @Test
  void carriesOnFromAnOwnerThatAnnouncedTheHandover() {
    Map<String, SpecificRecord> left = leftBehind(3_000);
    ((ZoneRecord) left.get("z/")).setHandoverAnnounced(true);
    try (ZoneDriver zone = run(Setup.zone().stored(left))) {
      zone.pass(1);

      ZoneHandedOver handedOver = (ZoneHandedOver) zone.journal().getFirst();
      assertThat(handedOver.getHeader().getEpoch()).isEqualTo(2);
      assertThat(handedOver.getGrounds()).contains("announced the handover");
      assertThat(zone.values(Topics.COMMANDS)).isEmpty();
      assertThat(status(zone)).isEqualTo(ZonePhase.AVAILABLE);
    }
  }

  @Test
  void takesTheTimesOfFactsAsTheZonesWhileThatIsAheadOfItsClock() {
    Map<String, SpecificRecord> left = leftBehind(0);
    ZoneRecord ahead = (ZoneRecord) left.get("z/");
    ahead.setHandoverAnnounced(true);
    ahead.setAt(START + 60_000);
    try (ZoneDriver zone = run(Setup.zone().stored(left))) {
      zone.send(
          Topics.FACTS,
          ZONE,
          new LiveVoiceDetected(
              new FactHeader("f-1", ZONE, START, "platform-1"), "call-9", START - 400, START));

      UnknownCallAnswered answered = (UnknownCallAnswered) zone.journal().getLast();
      assertThat(answered.getHeader().getAt()).isEqualTo(START + 60_000);
      assertThat(answered.getAnsweredAt()).isEqualTo(START + 59_600);
      assertThat(answered.getGreetingEndedAt()).isEqualTo(START + 60_000);
    }
  }

  @Test
  void showsARestoredZoneOnceAndForgetsThatItWasRestored_X10() {
    Map<String, SpecificRecord> left = leftBehind(400);
    left.remove("h/");
    left.put("r/", new Restoration("the archive /a", 5L, 0L, List.of()));
    try (ZoneDriver zone = run(Setup.zone().stored(left))) {
      zone.pass(1);

      ZoneTakenOver takenOver = (ZoneTakenOver) zone.journal().getFirst();
      assertThat(takenOver.getHeader().getEpoch()).isEqualTo(2);
      assertThat(takenOver.getOutageBeganAt()).isEqualTo(((ZoneRecord) left.get("z/")).getAt());
      assertThat(takenOver.getGrounds())
          .startsWith("restored from the archive /a up to sequence 5");
      assertThat(zone.values(Topics.AGENTS))
          .extracting(agent -> ((AgentSnapshot) agent).getAgentId())
          .containsExactly("ann");
      assertThat(zone.stored()).doesNotContainKey("r/").containsKey("h/");
    }
  }

  @Test
  void showsWhatTheJobOfACallInHandMeansForItsAgent() {
    Map<String, SpecificRecord> left = leftBehind(400);
    left.remove("h/");
    left.put("r/", new Restoration("the archive /a", 5L, 0L, List.of()));
    left.put(
        "j/loans",
        JobRecord.newBuilder()
            .setJobId("loans")
            .setPhase(JobPhase.PAUSED)
            .setSettings(
                JobSettings.newBuilder()
                    .setCampaign("spring")
                    .setCallingHoursFrom("09:00")
                    .setCallingHoursTo("20:00")
                    .setScriptUrl("https://s.example.com/{job}?c={contact}&a={agent}&z={zone}")
                    .build())
            .setAuthorisations(List.of())
            .build());
    left.put(
        "c/call-1",
        CallRecord.newBuilder()
            .setCallId("call-1")
            .setJobId("loans")
            .setCampaign("spring")
            .setContact("row-7")
            .setAuthorisationId("x")
            .setPhase(CallPhase.CONNECTED)
            .setAttemptedAt(START)
            .setAnsweredAt(START)
            .setGreetingEndedAt(START)
            .setConnectedAt(START)
            .setAgentId("ann")
            .build());
    AgentRecord ann = (AgentRecord) left.get("a/ann");
    ann.setJobId("loans");
    ann.setJobState(JobState.ATTACHED);
    ann.setAgentState(AgentState.BUSY);
    ann.setCallState(CallState.TALKING);
    ann.setCallId("call-1");
    try (ZoneDriver zone = run(Setup.zone().stored(left))) {
      zone.pass(1);

      assertThat(zone.values(Topics.AGENTS).getFirst())
          .isInstanceOfSatisfying(
              AgentSnapshot.class,
              shown -> {
                assertThat(shown.getCallingHoursFrom()).isEqualTo("09:00");
                assertThat(shown.getCallingHoursTo()).isEqualTo("20:00");
                assertThat(shown.getScriptUrl())
                    .isEqualTo("https://s.example.com/loans?c=row-7&a=ann&z=" + ZONE);
              });
    }
  }

  @Test
  void closesWhatTheLastDecisionOfARestoredZoneWasAboutIfItIsInDoubt_X10() {
    Map<String, SpecificRecord> left = leftBehind(400);
    left.put("r/", new Restoration("the archive /a", 5L, 3L, List.of("a/ann", "z/")));
    try (ZoneDriver zone = run(Setup.zone().stored(left))) {
      zone.pass(1);

      assertThat(journal(zone)).startsWith("2/6 ZoneTakenOver", "2/7 AgentLoggedOff");
      assertThat(zone.records(Topics.AGENTS))
          .extracting(TestRecord::key, TestRecord::value)
          .contains(tuple("ann", null));
    }
  }

  @Test
  void takesTheZoneOnAnewWhenItStoodStillForLongerThanTheThreshold() {
    try (ZoneDriver zone = run(Setup.zone())) {
      zone.pass(1);
      journal(zone);

      zone.pass(1_501);

      ZoneTakenOver takenOver = (ZoneTakenOver) zone.journal().getFirst();
      assertThat(takenOver.getPreviousOwner()).isEqualTo(ZoneDriver.SELF);
      assertThat(takenOver.getOutageBeganAt()).isEqualTo(START + 1);
      assertThat(takenOver.getGrounds()).contains("the owner itself was silent for 1501 ms");
      assertThat(zone.values(Topics.COMMANDS))
          .containsExactly(InputBarriers.command(ZONE, 2, ZoneDriver.SELF, START + 1_502));
    }
  }

  @Test
  void carriesOnWhenItStoodStillForNoLongerThanTheThreshold() {
    try (ZoneDriver zone = run(Setup.zone())) {
      zone.pass(1);
      journal(zone);

      zone.pass(1_500);

      assertThat(zone.journal()).isEmpty();
      assertThat(status(zone)).isEqualTo(ZonePhase.AVAILABLE);
    }
  }

  @Test
  void announcesTheHandoverWhenTheBellRingsAndThenIsDone() throws InterruptedException {
    try (ZoneDriver zone = run(Setup.zone())) {
      zone.pass(1);
      journal(zone);

      assertThat(zone.bell().ring("rolling upgrade", Duration.ZERO)).isEqualTo(Set.of(ZONE));
      zone.pass(50);
      assertThat(journal(zone)).containsExactly("1/3 HandoverAnnounced");
      assertThat(status(zone)).isEqualTo(ZonePhase.HANDING_OVER);
      assertThat(zone.bell().ring("rolling upgrade", Duration.ZERO)).isEqualTo(Set.of(ZONE));

      zone.pass(50);
      assertThat(zone.bell().ring("rolling upgrade", Duration.ZERO)).isEmpty();
      assertThat(zone.journal()).isEmpty();
    }
  }

  @Test
  void putsARecordOfAnotherZoneIntoTheDeadLettersAndDecidesNothing() {
    try (ZoneDriver zone = run(Setup.zone())) {
      zone.pass(1);
      journal(zone);

      zone.send(Topics.COMMANDS, ZONE, logOn("c-1", "south"));
      zone.send(Topics.COMMANDS, "south", logOn("c-2", ZONE));
      zone.sendRaw(Topics.COMMANDS, ZONE, null);

      assertThat(zone.journal()).isEmpty();
      List<TestRecord<byte[], byte[]>> letters = zone.deadLetters();
      assertThat(letters).hasSize(3);
      TestRecord<byte[], byte[]> letter = letters.getFirst();
      assertThat(letter.key()).isEqualTo(ZONE.getBytes(UTF_8));
      assertThat(letter.value()).isEqualTo(zone.bytes(Topics.COMMANDS, logOn("c-1", "south")));
      assertThat(header(letter, "exception"))
          .isEqualTo(UnacceptableRecordException.class.getName());
      assertThat(header(letter, "message")).contains("LogOn of zone 'south'", "zone 'north'");
      assertThat(header(letter, "topic")).isEqualTo(Topics.COMMANDS.name());
      assertThat(header(letter, "partition")).isEqualTo("0");
      assertThat(header(letter, "offset")).isEqualTo("0");
      assertThat(header(letters.get(1), "message")).contains("key 'south'");
      assertThat(header(letters.get(2), "message")).contains("without a value");
    }
  }

  @Test
  void putsARecordInASparePartitionIntoTheDeadLetters() {
    try (ZoneDriver zone = run(Setup.zone().directory("north=1;2"))) {
      zone.pass(1_000);
      zone.send(Topics.COMMANDS, ZONE, logOn("c-1", ZONE));

      assertThat(zone.journal()).isEmpty();
      assertThat(zone.values(Topics.ZONE_STATUS)).isEmpty();
      assertThat(header(zone.deadLetters().getFirst(), "message"))
          .contains("partition 0 is a spare");
    }
  }

  @Test
  void putsWhatCannotBeDecodedIntoTheDeadLettersAndGoesOn() {
    try (ZoneDriver zone = run(Setup.zone())) {
      zone.pass(1);
      journal(zone);

      zone.sendRaw(Topics.COMMANDS, ZONE, "{\"type\":\"LogOn\"}".getBytes(UTF_8));
      zone.send(Topics.COMMANDS, ZONE, logOn("c-1", ZONE));

      List<TestRecord<byte[], byte[]>> letters = zone.deadLetters();
      assertThat(letters).hasSize(1);
      assertThat(letters.getFirst().value()).isEqualTo("{\"type\":\"LogOn\"}".getBytes(UTF_8));
      assertThat(header(letters.getFirst(), "exception"))
          .isEqualTo(UndecodableRecordException.class.getName());
      assertThat(header(letters.getFirst(), "message")).contains("first byte is 0x7b");
      assertThat(journal(zone)).contains("1/5 CommandAccepted");
    }
  }

  @Test
  void aRecordThatTheRegistryCannotExplainNowIsADeadLetterAndTheZoneGoesOn() {
    try (ZoneDriver zone = run(Setup.zone())) {
      zone.pass(1);
      registry.close();

      for (byte id = 1; id <= 50; id++) {
        zone.sendRaw(Topics.COMMANDS, ZONE, new byte[] {0, 0, 0, 99, id, 1, 2});
      }
      assertThat(zone.deadLetters()).hasSize(50);

      zone.values(Topics.JOURNAL);
      zone.send(Topics.COMMANDS, ZONE, logOn("c-1", ZONE));
      assertThat(zone.journal()).isNotEmpty();
    }
  }

  @Test
  void stopsRatherThanSkipsWhenADecisionFails() {
    try (ZoneDriver zone = run(Setup.zone().around(Failing::new))) {
      assertThatThrownBy(() -> zone.send(Topics.COMMANDS, ZONE, logOn("c-1", ZONE)))
          .isInstanceOf(StreamsException.class)
          .rootCause()
          .hasMessage("a fault in a decision");

      assertThat(zone.deadLetters()).isEmpty();
    }
  }

  private ZoneDriver run(Setup setup) {
    return new ZoneDriver(setup, registry.url());
  }

  /** What a previous owner with one agent left, silent for so long. */
  private Map<String, SpecificRecord> leftBehind(long silence) {
    Map<String, SpecificRecord> left;
    try (ZoneDriver previous = run(Setup.zone())) {
      previous.send(Topics.COMMANDS, ZONE, logOn("c-1", ZONE));
      left = new HashMap<>(previous.stored());
    }
    ((ZoneRecord) left.get("z/")).setOwner(PREVIOUS);
    // Each driver's topics begin anew.
    ((ZoneRecord) left.get("z/")).setNextCommand(0L);
    left.put("h/", new Heartbeat(PREVIOUS, START - silence));
    return left;
  }

  /** Epoch, sequence and type of each event since the last look. */
  private static List<String> journal(ZoneDriver zone) {
    return zone.journal().stream().map(ZoneProcessingTest::line).toList();
  }

  private static String line(Event event) {
    var header = event.getHeader();
    return "%d/%d %s".formatted(header.getEpoch(), header.getSequence(), event.typeName());
  }

  private static ZonePhase status(ZoneDriver zone) {
    return ((ZoneStatus) zone.values(Topics.ZONE_STATUS).getLast()).getPhase();
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader("__streams.errors." + name);
    return new String(header.value(), UTF_8);
  }

  private static LogOn logOn(String commandId, String zone) {
    return LogOn.newBuilder()
        .setHeader(header(commandId, zone))
        .setAgentId("ann")
        .setExtension("7001")
        .setSessionId("s-1")
        .build();
  }

  private static CommandHeader header(String commandId, String zone) {
    return CommandHeader.newBuilder()
        .setCommandId(commandId)
        .setZone(zone)
        .setEpochSeen(1)
        .setActor("ann")
        .setRole(ActorRole.AGENT)
        .setSentAt(START)
        .setOrigin("gateway-1")
        .build();
  }

  private static AgentSnapshot snapshot(long sequence, NailupState nailup) {
    return AgentSnapshot.newBuilder()
        .setAgentId("ann")
        .setZone(ZONE)
        .setEpoch(1)
        .setSequence(sequence)
        .setAt(START + 1)
        .setSessionId("s-1")
        .setExtension("7001")
        .setAgentState(AgentState.NOT_READY)
        .setCallState(CallState.IDLE)
        .setJobState(JobState.DETACHED)
        .setNailup(nailup)
        .setLoggedOnAt(START + 1)
        .setCapabilities(List.of(Capability.READY, Capability.BLEND_TO_INBOUND))
        .build();
  }

  /** A zone whose decisions fail. */
  private record Failing(Processor<String, SpecificRecord, String, OutgoingRecord> zone)
      implements Processor<String, SpecificRecord, String, OutgoingRecord> {
    @Override
    public void process(Record<String, SpecificRecord> record) {
      throw new IllegalStateException("a fault in a decision");
    }
  }
}
