package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.app.InMemoryKafka.Completion;
import org.zonekeeper.schemas.ZoneDirectory;

/** What connections may cost, those that say nothing included. */
class GatewayConnectionsTest {
  private static final String DIRECTORY = "north=0";

  private final List<Socket> idle = new ArrayList<>();
  private Gateway gateway;
  private int port;

  @BeforeEach
  void start() throws InterruptedException {
    InMemoryKafka kafka = new InMemoryKafka(ZoneDirectory.parse(DIRECTORY), Completion.AT_ONCE);
    kafka.holds(new Given("north").heartbeat(System.currentTimeMillis()));
    Map<String, String> settings = new HashMap<>();
    settings.put("insecure.development", "yes");
    settings.put("listen.port", "0");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("registry.urls", "http://unused:1");
    settings.put("zones", DIRECTORY);
    settings.put("limit.connections.per.address", "20");
    gateway = Gateway.start(GatewaySettings.from(settings), kafka.edge());
    port = gateway.port();
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : idle) {
      socket.close();
    }
    gateway.close();
  }

  @Test
  void oneTooManyIsToldSoAndThoseThatAreThereGoOn() throws IOException {
    Client desktop = Client.connect(port, "/v1/agent");
    connect(19);
    await("the limit").until(() -> Upgrade.ask(port, "/v1/agent").status() == 503);
    Upgrade refused = Upgrade.ask(port, "/v1/agent");
    assertThat(refused.body()).contains("TOO_MANY_CONNECTIONS");
    assertThat(refused.head()).contains("Retry-After");

    desktop.send("{\"type\":\"POMClientAlive\",\"id\":\"1\"}");
    assertThat(desktop.answerTo("1").path("result").intValue()).isZero();
    idle.removeFirst().close();
    idle.removeFirst().close();
    await("room").until(() -> Upgrade.ask(port, "/v1/agent").status() == 101);
  }

  @Test
  void idleConnectionsByTheHundredsAreClosedAndOthersGoOn() throws IOException {
    Client desktop = Client.connect(port, "/v1/agent");
    connect(300);
    await("those far over the limit closed")
        .until(() -> idle.stream().filter(GatewayConnectionsTest::isClosed).count() >= 260);
    desktop.send("{\"type\":\"POMClientAlive\",\"id\":\"1\"}");
    assertThat(desktop.answerTo("1").path("result").intValue()).isZero();
  }

  private void connect(int number) throws IOException {
    for (int i = 0; i < number; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(1);
      idle.add(socket);
    }
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
