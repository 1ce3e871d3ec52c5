package org.zonekeeper.am.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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
import org.zonekeeper.settings.HostPort;
import org.zonekeeper.settings.SharedKey;

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
 * <p>With a key it answers those who prove that they have it, see {@link
 * org.zonekeeper.schemas.query.QueryProof}, and others 401.
 *
 * <p>Opened before Kafka Streams, because zones publish its address; started after it.
 */
public final class QueryServer implements AutoCloseable {

  private final ZoneDirectory directory;
  private final ManagementServer server;
  private final QueryGuard guard;

  private QueryServer(ZoneDirectory directory, ManagementServer server, SharedKey key) {
    this.directory = directory;
    this.server = server;
    this.guard = new QueryGuard(key);
  }

  /**
   * Opens the port; answers once started.
   *
   * @param key what who asks has to prove to have
   * @throws UncheckedIOException if the address cannot be listened on
   */
  public static QueryServer open(
      InetSocketAddress address, ZoneDirectory directory, SharedKey key) {
    try {
      return new QueryServer(directory, ManagementServer.open(address), key);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen for auditors on %s: %s; choose another address with query.listen"
              .formatted(address, e.getMessage()),
          e);
    }
  }

  /** Where it listens. */
  public HostPort address() {
    return HostPort.of(server.address());
  }

  /** Answers from now on. */
  public void start(KafkaStreams streams, ZoneCopies copies) {
    start(zone -> live(zone, streams), copies::look);
  }

  /**
   * Answers from now on.
   *
   * @param live what a zone's live store holds; empty if it is not owned here
   * @param lags how far the copies here are; empty if that cannot be told
   */
  public void start(
      Function<String, Optional<LiveStoreDigest>> live,
      Supplier<Optional<Map<String, Long>>> lags) {
    server
        .ask(QueryClient.ZONES, asked -> guard.guarded(asked, path -> zone(path, live)))
        .ask(QueryClient.LAGS, asked -> guard.guarded(asked, path -> lags(lags)))
        .start();
  }

  @Override
  public void close() {
    server.close();
  }

  private Answer zone(String path, Function<String, Optional<LiveStoreDigest>> live) {
    String zone = path.substring(QueryClient.ZONES.length());
    if (!directory.contains(zone)) {
      return Answer.no(404, "unknown zone; the zones are " + String.join(", ", directory.zones()));
    }
    return live.apply(zone)
        .map(digest -> Answer.json(200, digest))
        .orElseGet(() -> Answer.no(503, "not owned here, or never still for long enough"));
  }

  private static Answer lags(Supplier<Optional<Map<String, Long>>> lags) {
    return lags.get()
        .map(told -> Answer.json(200, told))
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
