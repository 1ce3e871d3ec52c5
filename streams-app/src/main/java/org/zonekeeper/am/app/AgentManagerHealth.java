package org.zonekeeper.am.app;

import static java.util.stream.Collectors.joining;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.zonekeeper.am.monitoring.ZoneCopies;
import org.zonekeeper.am.ownership.ForeignTransaction;
import org.zonekeeper.management.Health;

/**
 * An Agent Manager's health. It is ready when another one may be stopped: it runs, would notice its
 * peers' deaths, no zone of it waits for a stranger, and its copies of zones have caught up.
 *
 * @param mostBehind changelog records that a copy may lack and still be good for a takeover
 * @param failed whether it has given up
 * @param unmet the peers whose death would not be noticed
 * @param transactions what zones owned here wait for
 */
record AgentManagerHealth(
    KafkaStreams streams,
    ZoneCopies copies,
    int mostBehind,
    BooleanSupplier failed,
    Supplier<Set<InetSocketAddress>> unmet,
    Supplier<Collection<ForeignTransaction>> transactions)
    implements Health {

  @Override
  public Optional<String> notAlive() {
    State state = streams.state();
    return failed.getAsBoolean() || state.hasCompletedShutdown() || state == State.ERROR
        ? Optional.of("it has given up; Kafka Streams is " + state)
        : Optional.empty();
  }

  @Override
  public Optional<String> notReady() {
    if (streams.state() != State.RUNNING) {
      return Optional.of("Kafka Streams is %s, not RUNNING".formatted(streams.state()));
    }
    Optional<ForeignTransaction> wait = transactions.get().stream().findFirst();
    if (wait.isPresent()) {
      return Optional.of(
          "zone %s %s"
              .formatted(copies.zoneOf(wait.get().partition().partition()), wait.get().inWords()));
    }
    Set<InetSocketAddress> strangers = unmet.get();
    if (!strangers.isEmpty()) {
      return Optional.of(
          "peers not met: "
              + strangers.stream().map(Object::toString).sorted().collect(joining(", ")));
    }
    return copies.lags().entrySet().stream()
        .filter(copy -> copy.getValue() > mostBehind)
        .findFirst()
        .map(
            copy ->
                "the copy of zone %s lacks %d records of its changelog, more than %d"
                    .formatted(copy.getKey(), copy.getValue(), mostBehind));
  }

  @Override
  public Optional<String> notStarted() {
    return streams.state() == State.RUNNING
        ? Optional.empty()
        : Optional.of("it has not joined its group yet");
  }
}
