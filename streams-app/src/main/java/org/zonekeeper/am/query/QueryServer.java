package org.zonekeeper.am.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.zonekeeper.am.monitoring.ZoneCopies;
import org.zonekeeper.am.processor.LiveStoreReader;
import org.zonekeeper.am.topology.TopologyNames;
import org.zonekeeper.management.Answer;
import org.zonekeeper.management.ManagementServer;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.query.LiveStoreDigest;
import org.zonekeeper.schemas.query.QueryClient;

/**
 * Tells auditors and operators what the live stores hold; reads only, and names neither agents nor
 * calls.
 *
 * <ul>
 *   <li>{@code GET /zones/ZONE} answers 200 with a {@link LiveStoreDigest} as JSON; 404 if the
 *       directory has no such zone; 503 if this Agent Manager does not own it, or it changes faster
 *       than it can be read.
 *   <li>{@code GET /lags} answers 200 with a JSON object that has each zone of which there is a
 *       copy here, its own or a standby's, and the changelog records that the copy lacks; 503 while
 *       that cannot be told. A zone is written all the time, so a standby that has caught up still
 *       lacks a few.
 * </ul>
 *
 * <p>Opened before Kafka Streams, because zones publish its address; started after it.
 */
public final class QueryServer implements AutoCloseable {

  private final ZoneDirectory directory;
  private final ManagementServer server;

  private QueryServer(ZoneDirectory directory, ManagementServer server) {
    this.directory = directory;
    this.server = server;
  }

  /**
   * Opens the port; answers once started.
   *
   * @throws UncheckedIOException if the address cannot be listened on
   */
  public static QueryServer open(InetSocketAddress address, ZoneDirectory directory) {
    try {
      return new QueryServer(directory, ManagementServer.open(address));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen for auditors on %s: %s; choose another address with query.listen"
              .formatted(address, e.getMessage()),
          e);
    }
  }

  /** host:port, as zones publish it. */
  public String address() {
    InetSocketAddress bound = server.address();
    return bound.getHostString() + ":" + bound.getPort();
  }

  /** Answers from now on. */
  public void start(KafkaStreams streams, ZoneCopies copies) {
    server
        .answer(QueryClient.ZONES, path -> zone(path, streams))
        .answer(QueryClient.LAGS, path -> lags(copies))
        .start();
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer zone(String path, KafkaStreams streams) {
    String zone = path.substring(QueryClient.ZONES.length());
    if (!directory.contains(zone)) {
      return Answer.no(404, "unknown zone; the zones are " + String.join(", ", directory.zones()));
    }
    return live(zone, streams)
        .map(live -> Answer.json(200, live))
        .orElseGet(() -> Answer.no(503, "not owned here, or never still for long enough"));
  }

  private static Answer lags(ZoneCopies copies) {
    return copies
        .look()
        .map(lags -> Answer.json(200, lags))
        .orElseGet(
            () -> Answer.no(503, "cannot tell now: not running, or the brokers do not answer"));
  }

  private Optional<LiveStoreDigest> live(String zone, KafkaStreams streams) {
    try {
      ReadOnlyKeyValueStore<String, SpecificRecord> store =
          streams.store(
              StoreQueryParameters.fromNameAndType(
                      TopologyNames.STORE,
                      QueryableStoreTypes.<String, SpecificRecord>keyValueStore())
                  .withPartition(directory.partitionOf(zone)));
      return LiveStoreReader.read(zone, store);
    } catch (InvalidStateStoreException e) {
      // Not ours, or no more: whoever asks looks up the owner again.
      return Optional.empty();
    }
  }
}
