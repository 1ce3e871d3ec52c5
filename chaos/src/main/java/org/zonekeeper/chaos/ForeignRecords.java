package org.zonekeeper.chaos;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.zonekeeper.check.evidence.ForeignRecord;
import org.zonekeeper.check.judge.Findings;
import org.zonekeeper.check.judge.Judgement;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.limit.GeneratedRecords;
import org.zonekeeper.schemas.limit.GeneratedRecords.Style;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * Records that are none, as some third party might write them, and where in the journal they lie.
 * One thread.
 */
final class ForeignRecords {
  /** All that somebody reads while the system runs, but for the journal. */
  private static final List<TopicSpec> OTHERS =
      List.of(Topics.COMMANDS, Topics.FACTS, Topics.ORDERS, Topics.ZONE_STATUS, Topics.AGENTS);

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

  ForeignRecords(String bootstrapServers, String registryUrl, ZoneDirectory directory) {
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    this.directory = directory;
  }

  void intoEverythingButTheJournal() throws InterruptedException, ExecutionException {
    for (TopicSpec topic : OTHERS) {
      Set<Place> unused = put(topic, List.of(RUBBISH));
    }
  }

  /** Well-formed and as large as can be: one of each type, of a zone that there is none of. */
  void strangers(long seed) throws InterruptedException, ExecutionException {
    GeneratedRecords generated = new GeneratedRecords(seed, Style.LARGEST);
    ContractSerdes.Opening contract = ContractSerdes.with(RegistrySettings.at(registryUrl));
    OTHERS.forEach(contract::writes);
    try (ContractSerdes serdes = contract.open()) {
      for (TopicSpec topic : OTHERS) {
        List<byte[]> records =
            topic.types().stream()
                .map(
                    type ->
                        serdes.serializer().serialize(topic.name(), generated.next(type, NO_ZONE)))
                .toList();
        Set<Place> unused = put(topic, records);
      }
    }
  }

  void intoTheJournal() throws InterruptedException, ExecutionException {
    inTheJournal.addAll(put(Topics.JOURNAL, Arrays.asList(RUBBISH, NO_SUCH_SCHEMA, null)));
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

  private Set<Place> put(TopicSpec topic, List<byte[]> values)
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
        for (byte[] value : values) {
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
