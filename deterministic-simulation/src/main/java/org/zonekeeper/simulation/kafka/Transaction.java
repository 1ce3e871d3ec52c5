package org.zonekeeper.simulation.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * What one process has written since its last commit: records, changes of stores, positions. Takes
 * effect as a whole or not at all. Confined to the world's thread.
 */
final class Transaction {
  private final List<Output> outputs = new ArrayList<>();
  private final Map<String, Map<String, Optional<byte[]>>> changes = new TreeMap<>();
  private final Map<String, Positions> positions = new TreeMap<>();
  private State state = State.OPEN;

  enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  /** A record for a topic that nobody else writes to. */
  record Output(String zone, String sink, String key, Optional<SpecificRecord> value) {}

  /** Offsets of the next records to read. */
  record Positions(long commands, long facts) {}

  void send(Output output) {
    outputs.add(output);
  }

  /** Empty bytes: the key is deleted. */
  void change(String zone, String key, Optional<byte[]> bytes) {
    changes.computeIfAbsent(zone, name -> new HashMap<>()).put(key, bytes);
  }

  void read(String zone, Positions upTo) {
    positions.put(zone, upTo);
  }

  List<Output> outputs() {
    return outputs;
  }

  Map<String, Map<String, Optional<byte[]>>> changes() {
    return changes;
  }

  Map<String, Positions> positions() {
    return positions;
  }

  boolean is(State wanted) {
    return state == wanted;
  }

  void become(State wanted) {
    state = wanted;
  }
}
