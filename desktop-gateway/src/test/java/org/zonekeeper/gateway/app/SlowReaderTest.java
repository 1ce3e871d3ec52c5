package org.zonekeeper.gateway.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.app.InMemoryKafka.Completion;
import org.zonekeeper.gateway.session.CloseCode;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.journal.AgentDialFailed;

/** Whoever reads nothing holds so much of the gateway's memory, however few frames it is. */
class SlowReaderTest {
  private static final String DIRECTORY = "north=0";

  /** With what they say far more than the sockets of one machine buffer. */
  private static final int NOTICES = 10_000;

  private final Given north = new Given("north");
  private InMemoryKafka kafka;
  private Gateway gateway;

  @BeforeEach
  void start() throws InterruptedException {
    kafka = new InMemoryKafka(ZoneDirectory.parse(DIRECTORY), Completion.AT_ONCE);
    kafka.holds(north.heartbeat(System.currentTimeMillis()));
    Map<String, String> settings = new HashMap<>();
    settings.put("insecure.development", "yes");
    settings.put("listen.port", "0");
    settings.put("outage.threshold.ms", "600000");
    settings.put("handover.patience.ms", "600000");
    settings.put("alive.timeout.ms", "600000");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("registry.urls", "http://unused:1");
    settings.put("zones", DIRECTORY);
    settings.put("limit.outgoing.frames", "1000000");
    settings.put("limit.outgoing.bytes", "65536");
    gateway = Gateway.start(GatewaySettings.from(settings), kafka.edge());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void isCutOffAndOthersGoOn() throws Exception {
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4_096);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
      slow.getOutputStream().write(upgrade());
      slow.getOutputStream().write(frame(logOn("a-1")));
      loggedOn("a-1");
      Client desktop = Client.connect(gateway.port(), "/v1/agent");
      desktop.send(logOn("a-2"));
      loggedOn("a-2");

      SpecificRecord[] notices = new SpecificRecord[NOTICES];
      Arrays.setAll(notices, i -> dialFailed());
      kafka.write(notices);
      // The gateway follows the journal in order.
      kafka.write(north.state("a-2", AgentState.READY));
      desktop.frame("AGTStateChangedNotify");

      assertThat(closeCodeAtTheEndOf(slow.getInputStream())).isEqualTo(CloseCode.TOO_SLOW.number());
    }
  }

  private AgentDialFailed dialFailed() {
    return AgentDialFailed.newBuilder()
        .setHeader(north.header())
        .setCallId("c1")
        .setAgentId("a-1")
        .setReasonCode("Line_Busy")
        .setText("r".repeat(2_000))
        .build();
  }

  private void loggedOn(String agent) {
    LogOn logOn = kafka.command(LogOn.class, ":" + agent);
    kafka.write(north.loggedOn(logOn), north.accepted(logOn.getHeader().getCommandId()));
  }

  private static String logOn(String agent) {
    return "{\"type\":\"AGTLogon\",\"id\":\"%s\",\"agent\":\"%s\",\"extension\":\"%s\",\"zone\":\"north\"}"
        .formatted(agent, agent, agent);
  }

  private static byte[] upgrade() {
    return String.join(
            "\r\n",
            "GET /v1/agent HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: em9uZWtlZXBlci1iZW5jaA==",
            "",
            "")
        .getBytes(US_ASCII);
  }

  private static byte[] frame(String text) {
    byte[] payload = text.getBytes(US_ASCII);
    return ByteBuffer.allocate(payload.length + 6)
        .put((byte) 0x81)
        .put((byte) (0x80 | payload.length))
        .putInt(0)
        .put(payload)
        .array();
  }

  private static int closeCodeAtTheEndOf(InputStream answers) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) answers.read());
    }
    int operation = -1;
    byte[] payload = {};
    while (operation != 0x88) {
      operation = answers.read();
      int length = answers.read();
      assertThat(operation).as("before the end").isNotNegative();
      if (length == 126) {
        length = answers.read() << 8 | answers.read();
      }
      payload = answers.readNBytes(length);
    }
    return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
  }
}
