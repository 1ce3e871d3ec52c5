package org.zonekeeper.acr.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.management.Answer;
import org.zonekeeper.management.Health;
import org.zonekeeper.management.ManagementPort;
import org.zonekeeper.management.ManagementServer;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.settings.HostPort;
import org.zonekeeper.settings.ListenAddress;

/**
 * A forwarder's management port: {@code GET /v1/status} says how far each of its zones is behind,
 * as JSON; beside it are the answers of every {@link ManagementPort}. Answers on threads of its
 * own, from what the forwarder's thread last said.
 */
public final class StatusServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
  private static final String PATH = "/v1/status";

  private final ManagementServer server;
  private final String wayOut;
  private final String group;
  private final Supplier<List<ForwarderLag>> lags;

  private StatusServer(
      ManagementServer server, String group, String wayOut, Supplier<List<ForwarderLag>> lags) {
    this.server = server;
    this.group = group;
    this.wayOut = wayOut;
    this.lags = lags;
  }

  /**
   * Starts to listen.
   *
   * @param wayOut where the events go, in words
   * @param zones all that there are
   * @param health of this forwarder
   * @param lags asked with every request, from the server's threads
   * @throws IOException if the address cannot be listened on; the message names it
   */
  public static StatusServer start(
      StatusSettings settings,
      ZoneDirectory zones,
      String group,
      String wayOut,
      Health health,
      Supplier<List<ForwarderLag>> lags)
      throws IOException {
    ManagementServer http;
    try {
      http = ManagementServer.open(new InetSocketAddress(settings.host(), settings.port()));
    } catch (IOException e) {
      throw new IOException(
          "the status cannot be told: "
              + new ListenAddress(settings.host(), settings.port()).cannotBeBound(e),
          e);
    }
    StatusServer status = new StatusServer(http, group, wayOut, lags);
    http.answer(PATH, path -> Answer.json(200, status.json()));
    ManagementPort.answerOn(http, health, new ForwarderMetrics(zones, lags).metrics());
    http.start();
    LOG.info("status at http://{}{}", new HostPort(settings.host(), status.port()), PATH);
    return status;
  }

  /** The port that it listens on. */
  public int port() {
    return server.address().getPort();
  }

  @Override
  public void close() {
    server.close();
  }

  private ObjectNode json() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("group", group).put("wayOut", wayOut);
    ArrayNode zones = status.putArray("zones");
    for (ForwarderLag lag : lags.get()) {
      zones
          .addObject()
          .put("zone", lag.zone())
          .put("acknowledged", lag.acknowledged())
          .put("waitingEvents", lag.waiting())
          .put("unreadRecords", lag.unread())
          .put("oldestMs", lag.oldestMs())
          .put("withheld", lag.withheld())
          .put("trouble", lag.trouble());
    }
    return status;
  }
}
