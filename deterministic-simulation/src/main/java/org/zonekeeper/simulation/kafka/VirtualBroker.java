package org.zonekeeper.simulation.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.journal.InputStream;
import org.zonekeeper.simulation.kafka.Transaction.Output;
import org.zonekeeper.simulation.kafka.Transaction.Positions;
import org.zonekeeper.simulation.kafka.Transaction.State;

/** The topics of all zones and what is committed of them. Confined to the world's thread. */
public final class VirtualBroker {
  /** Stands with every record that is written outside of a transaction. */
  private static final Transaction NONE = committed();

  private final ZoneDirectory directory;
  private final Reader reader;
  private final Map<String, ZoneTopics> zones = new TreeMap<>();

  /** Is told of every committed record that a zone's owner wrote, in order. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Takes a record in.
     *
     * @param sink the name in the topology of the sink that it was written to
     * @param value the record; empty for a tombstone
     */
    void committed(String zone, String sink, String key, Optional<SpecificRecord> value);
  }

  /** One zone's partitions, and what was committed last. */
  static final class ZoneTopics {
    private final PartitionLog commands = new PartitionLog();
    private final PartitionLog facts = new PartitionLog();
    private final Map<String, byte[]> changelog = new HashMap<>();
    private Positions positions = new Positions(0, 0);

    PartitionLog commands() {
      return commands;
    }

    PartitionLog facts() {
      return facts;
    }

    Map<String, byte[]> changelog() {
      return changelog;
    }

    Positions positions() {
      return positions;
    }
  }

  /**
   * @param directory the zones
   * @param reader who reads what owners write
   */
  public VirtualBroker(ZoneDirectory directory, Reader reader) {
    this.directory = directory;
    this.reader = reader;
    directory.zones().forEach(zone -> zones.put(zone, new ZoneTopics()));
  }

  /** The zones and their partitions. */
  public ZoneDirectory directory() {
    return directory;
  }

  /** A gateway's command arrives. */
  public void command(String zone, Command command, long now) {
    topics(zone).commands().append(zone, command, now, NONE);
  }

  /** A fact of the platform arrives. */
  public void fact(String zone, Fact fact, long now) {
    topics(zone).facts().append(zone, fact, now, NONE);
  }

  /** The zone's owner reads nothing of the topic until this time. */
  public void hold(String zone, InputStream stream, long until) {
    (stream == InputStream.COMMANDS ? topics(zone).commands() : topics(zone).facts()).hold(until);
  }

  /** Whether the zone's committed positions are behind everything that was written to it. */
  public boolean allRead(String zone) {
    ZoneTopics topics = topics(zone);
    return topics.commands().allReadBefore(topics.positions().commands())
        && topics.facts().allReadBefore(topics.positions().facts());
  }

  /** The committed content of a zone's store: what a new owner would restore. */
  public Map<String, byte[]> stored(String zone) {
    return Map.copyOf(topics(zone).changelog());
  }

  ZoneTopics topics(String zone) {
    return zones.get(zone);
  }

  /** An owner writes into a topic that others write to as well: it keeps its place there. */
  void barrier(Output output, long timestamp, Transaction transaction) {
    PartitionLog log =
        output.sink().equals(TopologyNames.COMMAND_BARRIER)
            ? topics(output.zone()).commands()
            : topics(output.zone()).facts();
    log.append(output.key(), output.value().orElseThrow(), timestamp, transaction);
  }

  void commit(Transaction transaction) {
    transaction.become(State.COMMITTED);
    transaction
        .changes()
        .forEach(
            (zone, changes) -> {
              Map<String, byte[]> changelog = topics(zone).changelog();
              changes.forEach(
                  (key, bytes) ->
                      bytes.ifPresentOrElse(
                          present -> changelog.put(key, present), () -> changelog.remove(key)));
            });
    transaction.positions().forEach(this::move);
    for (Output output : transaction.outputs()) {
      reader.committed(output.zone(), output.sink(), output.key(), output.value());
    }
  }

  void abort(Transaction transaction) {
    transaction.become(State.ABORTED);
  }

  private void move(String zone, Positions to) {
    ZoneTopics topics = topics(zone);
    topics.positions = to;
    topics.commands().trim(to.commands());
    topics.facts().trim(to.facts());
  }

  private static Transaction committed() {
    Transaction transaction = new Transaction();
    transaction.become(State.COMMITTED);
    return transaction;
  }
}
