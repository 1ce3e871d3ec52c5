package org.zonekeeper.am.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.zonekeeper.am.topology.AgentManagerTopology;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.read.EndOffsets;
import org.zonekeeper.schemas.read.RecordPoll;
import org.zonekeeper.schemas.read.SkippedRecords;

/**
 * The check, before an Agent Manager joins the group, that no zone with a journal has lost its
 * state: it would be opened as if it were new, with a second past behind the first. Used once, by
 * the thread that starts.
 */
final class LostStateCheck {
  private static final Duration POLL = Duration.ofMillis(100);

  private final AgentManagerSettings settings;
  private final Admin admin;
  private final Deserializer<SpecificRecord> records;
  private final ZoneDirectory zones;

  LostStateCheck(AgentManagerSettings settings, Admin admin, Deserializer<SpecificRecord> records) {
    this.settings = settings;
    this.admin = admin;
    this.records = records;
    this.zones = settings.installation().directory();
  }

  /**
   * Returns if every zone with an event in its journal has an entry in the changelog.
   *
   * @throws StartException naming the zones that have not
   */
  void verify() throws InterruptedException {
    Map<String, Object> config =
        settings.kafka().client(settings.installation().id() + "-state-check");
    // One event is enough to know.
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    List<String> lost;
    try (Consumer<String, SpecificRecord> journal = settings.kafka().reader(config, records)) {
      // In this order: an owner's first event and its first entry are committed together.
      List<String> written = written(journal);
      lost = withoutState(written).stream().filter(zone -> hasAnEvent(journal, zone)).toList();
    }
    if (!lost.isEmpty()) {
      throw new StartException(
          "%s with a journal and nothing in topic %s: opened anew, it would have a second past behind the first. Make the state from the journal with 'restore-state'; if its past is of no worth, delete the topics and create them again"
              .formatted(
                  lost.size() == 1 ? "zone " + lost.getFirst() : "zones " + String.join(", ", lost),
                  changelog()));
    }
  }

  private List<String> written(Consumer<String, SpecificRecord> journal) {
    Map<TopicPartition, Long> ends = journal.endOffsets(Topics.JOURNAL.partitions(zones));
    return zones.zones().stream()
        .filter(zone -> ends.get(Topics.JOURNAL.partitionOf(zones, zone)) > 0)
        .toList();
  }

  private List<String> withoutState(List<String> written) throws InterruptedException {
    try {
      if (written.isEmpty() || !admin.listTopics().names().get().contains(changelog())) {
        return written;
      }
      Map<TopicPartition, OffsetSpec> asked =
          written.stream()
              .collect(Collectors.toMap(this::changelogOf, zone -> OffsetSpec.latest()));
      var ends = admin.listOffsets(asked).all().get();
      return written.stream().filter(zone -> ends.get(changelogOf(zone)).offset() == 0).toList();
    } catch (ExecutionException e) {
      throw new StartException(
          "whether topic %s has the zones' state could not be found out: %s"
              .formatted(changelog(), e.getCause().getMessage()),
          e);
    }
  }

  /** A journal may hold nothing but what was aborted, or what a stranger wrote. */
  private boolean hasAnEvent(Consumer<String, SpecificRecord> journal, String zone) {
    RecordPoll poll = new RecordPoll(journal, new SkippedRecords("agent-manager"));
    EndOffsets end =
        EndOffsets.fromBeginning(journal, List.of(Topics.JOURNAL.partitionOf(zones, zone)));
    while (!end.reached()) {
      for (var record : poll.poll(POLL)) {
        if (record.value() instanceof Event event && event.getHeader().getZone().equals(zone)) {
          return true;
        }
      }
    }
    return false;
  }

  private TopicPartition changelogOf(String zone) {
    return new TopicPartition(changelog(), zones.partitionOf(zone));
  }

  private String changelog() {
    return AgentManagerTopology.changelogOf(settings.text(AgentManagerSetting.APPLICATION_ID));
  }
}
