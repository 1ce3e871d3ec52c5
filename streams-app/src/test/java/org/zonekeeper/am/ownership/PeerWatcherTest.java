package org.zonekeeper.am.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Over real sockets. A peer that dies is one whose sockets close, as the kernel does for a killed
 * one.
 */
class PeerWatcherTest {
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration BEAT = Duration.ofMillis(30);
  private static final PeerAnnouncement PEER =
      new PeerAnnouncement("am-2.c3", List.of("am-2-1", "am-2-2"), List.of("app-uuid-1"));

  private record Evicted(PeerAnnouncement peer, String reason) {}

  private final List<Evicted> evicted = new CopyOnWriteArrayList<>();
  private volatile Set<InetSocketAddress> peers = Set.of();
  private PeerWatcher watcher;

  @BeforeEach
  void watch() {
    watcher =
        new PeerWatcher(
            () -> peers, (peer, reason) -> evicted.add(new Evicted(peer, reason)), SILENCE);
    watcher.start();
  }

  @AfterEach
  void stopWatching() {
    watcher.close();
  }

  @Test
  void evictsAPeerWhoseProcessIsGone() throws IOException {
    try (var peer = new BarePeer()) {
      Socket connection = peer.acceptAndGreet();
      peer.die(connection);
    }

    await()
        .untilAsserted(() -> assertThat(evicted).extracting(Evicted::peer).containsExactly(PEER));
  }

  @Test
  void evictsAPeerThatIsSilentButKeepsItsSockets() throws IOException {
    try (var peer = new BarePeer();
        Socket connection = peer.acceptAndGreet()) {
      await()
          .untilAsserted(
              () -> assertThat(evicted).containsExactly(new Evicted(PEER, "silent for 300 ms")));
      assertThat(connection.isClosed()).isFalse();
    }
  }

  @Test
  void evictsNobodyWhoSaidGoodbye() {
    try (var listener = new PeerListener(anyPort(), () -> PEER)) {
      listener.start(BEAT);
      peers = Set.of(loopback(listener.port()));
      await().until(listener::watchers, count -> count == 1);
    }

    // The next peer is watched and evicted; by then the first one would have been, too.
    try (var next = new BarePeer()) {
      next.die(next.acceptAndGreet());
      await().untilAsserted(() -> assertThat(evicted).hasSize(1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void evictsNobodyWhoseConnectionBrokeButWhoLives() throws IOException {
    try (var peer = new BarePeer()) {
      try (Socket first = peer.acceptAndGreet()) {
        assertThat(first.isConnected()).isTrue();
      }
      // The question whether it lives, then the new watch.
      try (Socket question = peer.acceptAndGreet();
          Socket second = peer.acceptAndGreet()) {
        assertThat(question.isConnected()).isTrue();
        assertThat(evicted).isEmpty();
        peer.die(second);
      }
    }
    await().untilAsserted(() -> assertThat(evicted).hasSize(1));
  }

  @Test
  void tellsWhichPeersItHasNotMet() throws IOException, InterruptedException {
    try (var listener = new PeerListener(anyPort(), () -> PEER);
        var silent = new Socket()) {
      // Its port is nobody else's as long as it is open, and it does not listen.
      silent.bind(anyPort());
      InetSocketAddress nobody = loopback(silent.getLocalPort());
      listener.start(BEAT);

      peers = Set.of(loopback(listener.port()));
      assertThat(watcher.awaitAllMet(LONG)).isEmpty();

      peers = Set.of(loopback(listener.port()), nobody);
      assertThat(watcher.awaitAllMet(SILENCE)).containsExactly(nobody);

      peers = Set.of();
      assertThat(watcher.awaitAllMet(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void announcesItselfInALineThatParsesBack() {
    assertThat(PEER.line())
        .isEqualTo("HELLO am-2.c3 members=am-2-1,am-2-2 transactions=app-uuid-1");
    assertThat(PeerAnnouncement.parse(PEER.line())).contains(PEER);
    assertThat(PeerAnnouncement.parse("HELLO am-2.c3 members= transactions="))
        .contains(new PeerAnnouncement("am-2.c3", List.of(), List.of()));
    assertThat(PeerAnnouncement.parse("GET / HTTP/1.1")).isEmpty();
  }

  /** A peer that beats only when told, and can die without good-bye. */
  private final class BarePeer implements AutoCloseable {
    private final ServerSocket server;

    BarePeer() throws IOException {
      server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      peers = Set.of(loopback(server.getLocalPort()));
    }

    Socket acceptAndGreet() throws IOException {
      Socket socket = server.accept();
      OutputStream out = socket.getOutputStream();
      out.write((PEER.line() + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      return socket;
    }

    void die(Socket connection) throws IOException {
      server.close();
      connection.close();
    }

    @Override
    public void close() throws IOException {
      peers = Set.of();
      server.close();
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
