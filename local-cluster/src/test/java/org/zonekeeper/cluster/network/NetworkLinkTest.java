package org.zonekeeper.cluster.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.cluster.process.Ports;

class NetworkLinkTest {
  private static final int SHORT_MS = 200;
  private static final int LONG_MS = 20_000;

  @TempDir private static Path logs;

  private static NetworkLinkProcess process;

  private ServerSocket server;
  private NetworkLink cable;
  private Socket near;
  private Socket far;

  @BeforeAll
  static void start() throws InterruptedException {
    process = NetworkLinkProcess.start(logs.resolve("cables.log"));
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    cable = process.lay(server.getLocalPort());
    near = new Socket(InetAddress.getLoopbackAddress(), cable.port());
    far = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    near.close();
    far.close();
    cable.mend();
    server.close();
  }

  @Test
  void passes_bytes_both_ways() throws IOException {
    send(near, 'a');
    assertThat(receive(far, LONG_MS)).isEqualTo('a');
    send(far, 'b');
    assertThat(receive(near, LONG_MS)).isEqualTo('b');
  }

  @Test
  void holds_back_what_comes_while_it_is_cut_and_nobody_is_told() throws IOException {
    cable.cut();
    send(near, 'a');
    send(far, 'b');
    assertThatThrownBy(() -> receive(far, SHORT_MS)).isInstanceOf(SocketTimeoutException.class);
    assertThatThrownBy(() -> receive(near, SHORT_MS)).isInstanceOf(SocketTimeoutException.class);
    cable.mend();
    assertThat(receive(far, LONG_MS)).isEqualTo('a');
    assertThat(receive(near, LONG_MS)).isEqualTo('b');
  }

  @Test
  void can_be_cut_one_way() throws IOException {
    cable.cut(Direction.TO_CLIENT);
    send(near, 'a');
    assertThat(receive(far, LONG_MS)).isEqualTo('a');
    send(far, 'b');
    assertThatThrownBy(() -> receive(near, SHORT_MS)).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void an_end_is_seen_at_the_other_side_but_not_through_a_cut() throws IOException {
    cable.cut();
    near.close();
    assertThatThrownBy(() -> receive(far, SHORT_MS)).isInstanceOf(SocketTimeoutException.class);
    cable.mend();
    assertThat(receive(far, LONG_MS)).isEqualTo(-1);
  }

  @Test
  void works_again_once_somebody_listens_there() throws IOException {
    try (Ports ports = new Ports()) {
      int port = ports.any("the end of a cable");
      NetworkLink early = process.lay(port);
      try (Socket refused = new Socket(InetAddress.getLoopbackAddress(), early.port())) {
        assertThat(receive(refused, LONG_MS)).isEqualTo(-1);
      }
      try (ServerSocket late = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
          Socket again = new Socket(InetAddress.getLoopbackAddress(), early.port());
          Socket there = late.accept()) {
        send(again, 'a');
        assertThat(receive(there, LONG_MS)).isEqualTo('a');
      }
    }
  }

  @Test
  void a_process_that_is_gone_is_said_so() throws InterruptedException {
    NetworkLinkProcess other = NetworkLinkProcess.start(logs.resolve("gone.log"));
    NetworkLink gone = other.lay(server.getLocalPort());
    other.close();
    assertThatThrownBy(gone::cut)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cut " + gone.port());
  }

  private static void send(Socket socket, int value) throws IOException {
    socket.getOutputStream().write(value);
    socket.getOutputStream().flush();
  }

  private static int receive(Socket socket, int patienceMillis) throws IOException {
    socket.setSoTimeout(patienceMillis);
    return socket.getInputStream().read();
  }
}
