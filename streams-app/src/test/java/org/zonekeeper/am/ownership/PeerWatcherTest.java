package org.zonekeeper.am.ownership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.am.ownership.Eviction.Identity;
import org.zonekeeper.am.ownership.Eviction.Suspect;
import org.zonekeeper.settings.SharedKey;

/**
 * Over real sockets. A peer that dies is one whose sockets close, as the kernel does for a killed
 * one.
 */
class PeerWatcherTest {
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration BEAT = Duration.ofMillis(30);
  private static final PeerAnnouncement PEER = PeerAnnouncement.of("am-2.c3", List.of(1, 2));
  private static final SharedKey KEY = SharedKey.of("the same secret everywhere");
  private static final PeerListener.Limits LIMITS = new PeerListener.Limits(8, 8, LONG);

  private final List<Suspect> evicted = new CopyOnWriteArrayList<>();
  private volatile Set<InetSocketAddress> peers = Set.of();
  private PeerWatcher watcher;

  @BeforeEach
  void watch() {
    watchWith(SharedKey.NONE);
  }

  private void watchWith(SharedKey key) {
    watcher = new PeerWatcher(() -> peers, evicted::add, key, SILENCE, LONG);
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

    await().untilAsserted(() -> assertThat(evicted).hasSize(1));
    assertThat(evicted.getFirst().client()).isEqualTo(PEER.client());
    assertThat(evicted.getFirst().threads()).isEmpty();
    assertThat(evicted.getFirst().at()).isEqualTo(InetAddress.getLoopbackAddress());
    assertThat(evicted.getFirst().identity()).isEqualTo(Identity.CLAIMED);
  }

  @Test
  void evictsAPeerThatIsSilentButKeepsItsSockets() throws IOException {
    try (var peer = new BarePeer();
        Socket connection = peer.acceptAndGreet()) {
      await().untilAsserted(() -> assertThat(evicted).hasSize(1));
      assertThat(evicted.getFirst().reason()).matches("silent for [3-9]\\d\\d ms");
      assertThat(connection.isClosed()).isFalse();
    }
  }

  @Test
  void evictsNobodyWhoSaidGoodbye() {
    try (var listener = new PeerListener(anyPort(), SharedKey.NONE, LIMITS, () -> PEER)) {
      listener.start(BEAT, "127.0.0.1:" + listener.port());
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
      try (Socket second = peer.acceptAndGreet()) {
        assertThat(evicted).isEmpty();
        peer.die(second);
      }
    }
    await().untilAsserted(() -> assertThat(evicted).hasSize(1));
  }

  @Test
  void tellsWhichPeersItHasNotMet() throws IOException, InterruptedException {
    try (var listener = new PeerListener(anyPort(), SharedKey.NONE, LIMITS, () -> PEER);
        var silent = new Socket()) {
      // Its port is nobody else's as long as it is open, and it does not listen.
      silent.bind(anyPort());
      InetSocketAddress nobody = loopback(silent.getLocalPort());
      listener.start(BEAT, "127.0.0.1:" + listener.port());

      peers = Set.of(loopback(listener.port()));
      assertThat(watcher.awaitAllMet(LONG)).isEmpty();

      peers = Set.of(loopback(listener.port()), nobody);
      assertThat(watcher.awaitAllMet(SILENCE)).containsExactly(nobody);

      peers = Set.of();
      assertThat(watcher.awaitAllMet(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void evictsTheThreadThatAPeerVouchesForNoMore() throws IOException {
    try (var peer = new BarePeer();
        Socket connection = peer.acceptAndGreet()) {
      say(connection, PeerAnnouncement.of(PEER.client(), List.of(2, 3)).line());
      await().untilAsserted(() -> assertThat(evicted).hasSize(1));
      assertThat(evicted.getFirst().threads()).containsExactly(1);
      assertThat(evicted.getFirst().reason()).isEqualTo("threads [1] died");
    }
  }

  @Test
  void evictsADeadPeerInWhosePlaceAnotherAnswers() throws IOException {
    try (var peer = new BarePeer()) {
      peer.acceptAndGreet().close();
      try (Socket other = peer.accept()) {
        say(other, "HELLO am-9.healthy threads=1");
        await().untilAsserted(() -> assertThat(evicted).hasSize(1));
        assertThat(evicted.getFirst().client()).isEqualTo(PEER.client());
      }
    }
  }

  @Test
  void evictsNobodyForAPortThatSaysThatItIsBusy() throws IOException {
    try (var peer = new BarePeer()) {
      peer.acceptAndGreet().close();
      try (Socket refused = peer.accept()) {
        say(refused, PeerListener.BUSY);
      }
      // It is asked again, and not taken for dead meanwhile.
      try (Socket again = peer.acceptAndGreet()) {
        assertThat(evicted).isEmpty();
        peer.die(again);
      }
    }
    await().untilAsserted(() -> assertThat(evicted).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "HELLO am-3.healthy members=am-3-1 transactions=app-1",
        "HELLO am-3.healthy threads=99999",
        "HELLO am-3.healthy threads=1 0123abcd",
        "\u0000\u0001"
      })
  void believesNobodyWhoSpeaksAnotherLanguage(String garbage) throws IOException {
    try (var peer = new BarePeer()) {
      try (Socket connection = peer.accept()) {
        say(connection, garbage);
        assertIsClosedByTheWatcher(connection);
      }
      peer.nextDies();
    }
    await().untilAsserted(() -> assertThat(evicted).hasSize(1));
    assertThat(evicted.getFirst().client()).isEqualTo(PEER.client());
  }

  @Test
  void readsNoLineWithoutEnd() throws IOException {
    try (var peer = new BarePeer();
        Socket connection = peer.accept()) {
      connection.getOutputStream().write("x".repeat(PeerLines.LONGEST).getBytes(UTF_8));
      assertIsClosedByTheWatcher(connection);
    }
  }

  @Test
  void meetsAPeerWithTheSameKeyAndBelievesIt() throws InterruptedException {
    watcher.close();
    watchWith(KEY);
    try (var listener = new PeerListener(anyPort(), KEY, LIMITS, () -> PEER)) {
      listener.start(BEAT, "127.0.0.1:" + listener.port());
      peers = Set.of(loopback(listener.port()));
      assertThat(watcher.awaitAllMet(LONG)).isEmpty();
    }
  }

  @Test
  void meetsNobodyWithAnotherKeyOrNoneOrForAnotherAddress() throws InterruptedException {
    watcher.close();
    watchWith(KEY);
    try (var stranger =
            new PeerListener(anyPort(), SharedKey.of("another secret"), LIMITS, () -> PEER);
        var open = new PeerListener(anyPort(), SharedKey.NONE, LIMITS, () -> PEER);
        var relayed = new PeerListener(anyPort(), KEY, LIMITS, () -> PEER)) {
      stranger.start(BEAT, "127.0.0.1:" + stranger.port());
      open.start(BEAT, "127.0.0.1:" + open.port());
      relayed.start(BEAT, "127.0.0.1:1");
      Set<InetSocketAddress> all =
          Set.of(loopback(stranger.port()), loopback(open.port()), loopback(relayed.port()));
      peers = all;
      assertThat(watcher.awaitAllMet(SILENCE)).isEqualTo(all);
    }
    assertThat(evicted).isEmpty();
  }

  @Test
  void believesNoRecordedProof() throws IOException {
    watcher.close();
    watchWith(KEY);
    try (var peer = new BarePeer()) {
      String challenge = "00000000000000000000000000000000";
      String nonce = nonce(peer, challenge);
      String recorded =
          new LineProof(KEY, PeerListener.PEER, peer.dialled(), challenge, nonce).seal(PEER.line());
      try (Socket second = told(peer, PeerListener.CHALLENGE + challenge, recorded)) {
        assertIsClosedByTheWatcher(second);
      }
    }
    assertThat(evicted).isEmpty();
  }

  /** A connection on which the watcher was told the lines; those it gave up before are let go. */
  private static Socket told(BarePeer peer, String... lines) throws IOException {
    while (true) {
      Socket socket = peer.accept();
      try {
        for (String line : lines) {
          say(socket, line);
        }
        return socket;
      } catch (SocketException slow) {
        socket.close();
      }
    }
  }

  /** The watcher gives a connection up on which the peer is slow to speak, and dials again. */
  private static String nonce(BarePeer peer, String challenge) throws IOException {
    while (true) {
      try (Socket socket = told(peer, PeerListener.CHALLENGE + challenge)) {
        Scanner lines = new Scanner(socket.getInputStream(), UTF_8);
        if (lines.hasNextLine()) {
          return lines.nextLine().split(" ", -1)[1];
        }
      }
    }
  }

  @Test
  void announcesItselfInALineThatParsesBack() {
    assertThat(PEER.line()).isEqualTo("HELLO am-2.c3 threads=1,2");
    assertThat(PeerAnnouncement.parse(PEER.line())).contains(PEER);
    assertThat(PeerAnnouncement.parse("HELLO am-2.c3 threads="))
        .contains(PeerAnnouncement.of("am-2.c3", List.of()));
  }

  /** A peer that beats only when told, and can die without good-bye. */
  private final class BarePeer implements AutoCloseable {
    private final ServerSocket server;

    BarePeer() throws IOException {
      server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      peers = Set.of(loopback(server.getLocalPort()));
    }

    String dialled() {
      return "127.0.0.1:" + server.getLocalPort();
    }

    Socket accept() throws IOException {
      return server.accept();
    }

    Socket acceptAndGreet() throws IOException {
      Socket socket = server.accept();
      say(socket, PEER.line());
      return socket;
    }

    void nextDies() throws IOException {
      die(acceptAndGreet());
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

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
  }

  private static void assertIsClosedByTheWatcher(Socket socket) throws IOException {
    socket.setSoTimeout((int) LONG.toMillis());
    try {
      // Whatever it has sent before.
      while (socket.getInputStream().read() >= 0) {}
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static InetSocketAddress loopback(int port) {
    return InetSocketAddress.createUnresolved("127.0.0.1", port);
  }
}
