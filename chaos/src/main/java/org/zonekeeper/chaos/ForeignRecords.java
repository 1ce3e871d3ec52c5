package org.zonekeeper.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.zonekeeper.check.evidence.ForeignRecord;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.CommandBarrier;
import org.zonekeeper.schemas.command.HandOverZone;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.StartJob;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.limit.GeneratedRecords;
import org.zonekeeper.schemas.limit.GeneratedRecords.Style;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * Records that are none, as some third party might write them, and where in the journal they lie.
 * One thread.
 */
public final class ForeignRecords {
  /** Every topic but the journal, which is the evidence. */
  private static final List<TopicSpec> OTHERS =
      Topics.all().stream().filter(topic -> !topic.equals(Topics.JOURNAL)).toList();

  /**
   * What only the parts themselves write, and what would be believed: a handover, a log-on of
   * somebody who has no desktop, a job without contacts, a call that the platform does not have.
   */
  private static final Set<Class<? extends SpecificRecord>> BELIEVED =
      Set.of(
          CommandBarrier.class,
          HandOverZone.class,
          LogOn.class,
          StartJob.class,
          FactBarrier.class,
          AttemptStarted.class,
          LiveVoiceDetected.class,
          CallStatusReported.class);

  private static final String NO_ZONE = "nowhere";

  private static final byte[] RUBBISH = "rubbish".getBytes(StandardCharsets.UTF_8);

  /** In the wire format, of a schema that no registry has. */
  private static final byte[] NO_SUCH_SCHEMA = {0, 0x7f, 0, 0, 1, 'x'};

  private final String bootstrapServers;
  private final String registryUrl;
  private final ZoneDirectory directory;
  private final Set<Place> inTheJournal = new HashSet<>();

  private record Place(String zone, long offset) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byZone = zone.compareTo(other.zone);
      return byZone != 0 ? byZone : Long.compare(offset, other.offset);
    }

    @Override
    public String toString() {
      return zone + "@" + offset;
    }
  }

  /**
   * @param bootstrapServers where everybody may write
   * @param registryUrl whose schemas well-formed ones have
   * @param directory of the zones, each of which gets its share
   */
  public ForeignRecords(String bootstrapServers, String registryUrl, ZoneDirectory directory) {
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    this.directory = directory;
  }

  /** Rubbish. */
  public void intoEverythingButTheJournal() throws InterruptedException, ExecutionException {
    for (TopicSpec topic : OTHERS) {
      Set<Place> unused = put(topic, zone -> List.of(RUBBISH));
    }
  }

  /** Well-formed and as large as can be: one of each type, of a zone that there is none of. */
  public void strangers(long seed) throws InterruptedException, ExecutionException {
    GeneratedRecords generated = new GeneratedRecords(seed, Style.LARGEST);
    try (ContractSerdes serdes = serdes()) {
      for (TopicSpec topic : OTHERS) {
        List<byte[]> records =
            topic.types().stream()
                .map(
                    type ->
                        serdes.serializer().serialize(topic.name(), generated.next(type, NO_ZONE)))
                .toList();
        Set<Place> unused = put(topic, zone -> records);
      }
    }
  }

  /** Valid and as large as can be: commands and facts that each zone has to decide. */
  public void largest(long seed) throws InterruptedException, ExecutionException {
    GeneratedRecords generated = new GeneratedRecords(seed, Style.LARGEST);
    try (ContractSerdes serdes = serdes()) {
      for (TopicSpec topic : List.of(Topics.COMMANDS, Topics.FACTS)) {
        Set<Place> unused =
            put(
                topic,
                zone ->
                    topic.types().stream()
                        .filter(type -> !BELIEVED.contains(type))
                        .map(
                            type ->
                                serdes
                                    .serializer()
                                    .serialize(topic.name(), generated.next(type, zone)))
                        .toList());
      }
    }
  }

  private ContractSerdes serdes() {
    ContractSerdes.Opening contract = ContractSerdes.with(RegistrySettings.at(registryUrl));
    OTHERS.stream().filter(topic -> !topic.types().isEmpty()).forEach(contract::writes);
    return contract.open();
  }

  /** Rubbish, a record of no known schema, and one without a value, into the evidence itself. */
  public void intoTheJournal() throws InterruptedException, ExecutionException {
    inTheJournal.addAll(put(Topics.JOURNAL, zone -> Arrays.asList(RUBBISH, NO_SUCH_SCHEMA, null)));
  }

  /**
   * Leaves a transaction open in the commands of a zone, for as long as Agent Managers let it.
   *
   * @param zone that it holds up
   * @param lasts after which it is left, if nobody has ended it
   */
  public void openTransaction(String zone, Duration lasts) throws InterruptedException {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "transactional.id",
            "stranger-" + System.nanoTime());
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
      producer.beginTransaction();
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.COMMANDS.name(), directory.partitionOf(zone), null, RUBBISH));
      producer.flush();
      // The time is the disturbance itself.
      Thread.sleep(lasts);
    } finally {
      // Without an abort: to close in good order would end it.
      producer.close(Duration.ZERO);
    }
  }

  /** Whether readers of the journal saw as foreign what was foreign, and nothing else. */
  Judgement judge(List<ForeignRecord> seen) {
    Set<Place> places =
        seen.stream()
            .map(record -> new Place(record.zone(), record.offset()))
            .collect(Collectors.toSet());
    Set<Place> overlooked = new TreeSet<>(inTheJournal);
    overlooked.removeAll(places);
    Set<Place> nobodys = new TreeSet<>(places);
    nobodys.removeAll(inTheJournal);
    Findings findings = new Findings("");
    findings.require(
        overlooked.isEmpty() && nobodys.isEmpty(),
        "not seen: %s; seen, but not put: %s".formatted(overlooked, nobodys));
    findings.count("records put", inTheJournal.size());
    findings.count("seen", places.size());
    return findings.judgement("foreign", "what others write into the journal is told from it");
  }

  private Set<Place> put(TopicSpec topic, Function<String, List<byte[]>> ofZone)
      throws InterruptedException, ExecutionException {
    Set<Place> places = new HashSet<>();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String zone : directory.zones()) {
        byte[] key = zone.getBytes(StandardCharsets.UTF_8);
        int partition = directory.partitionOf(zone);
        for (byte[] value : ofZone.apply(zone)) {
          long offset =
              producer
                  .send(new ProducerRecord<>(topic.name(), partition, key, value))
                  .get()
                  .offset();
          places.add(new Place(zone, offset));
        }
      }
    }
    return places;
  }
}
