package org.zonekeeper.am.ownership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.settings.SharedKey;

/** What connections to the peer port can do, over real sockets: nothing to each other. */
class PeerListenerTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration BEAT = Duration.ofMillis(5);
  private static final Duration TO_PROVE = Duration.ofMillis(200);
  private static final SharedKey KEY = SharedKey.of("the same secret everywhere");

  private final AtomicInteger beats = new AtomicInteger();
  private final List<Socket> hostile = new ArrayList<>();
  private PeerListener listener;

  @AfterEach
  void close() throws IOException {
    for (Socket socket : hostile) {
      socket.close();
    }
    listener.close();
  }

  @Test
  void beatsForPeersWhileAnotherNeverReads() throws IOException {
    // A line that fills the buffers of a connection within seconds.
    listen(SharedKey.NONE, 8, 8);
    try (Socket healthy = connect()) {
      PeerLines lines = new PeerLines(healthy);
      Socket deaf = new Socket();
      deaf.setReceiveBufferSize(1);
      hostile.add(deaf);
      deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));

      await().until(listener::watchers, count -> count == 2);
      // Read on until the one that does not is dropped.
      while (listener.watchers() == 2) {
        assertThat(lines.next(LONG)).isPresent();
      }
      assertBeats(lines);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "\u0000\u0001\u0002", "WATCH 1 2\n"})
  void dropsWhoeverSendsAnythingThatNoPeerSends(String garbage) throws IOException {
    for (SharedKey key : List.of(SharedKey.NONE, KEY)) {
      listen(key, 8, 8);
      Socket socket = connect();
      hostile.add(socket);
      socket.getOutputStream().write(garbage.getBytes(UTF_8));
      assertThat(isDropped(socket)).isTrue();
      listener.close();
    }
  }

  @Test
  void dropsALineWithoutEnd() throws IOException {
    listen(KEY, 8, 8, LONG);
    Socket socket = connect();
    hostile.add(socket);
    socket.getOutputStream().write("W".repeat(PeerLines.LONGEST).getBytes(UTF_8));
    assertThat(isDropped(socket)).isTrue();
  }

  @Test
  void dropsWhoeverDoesNotProveInTimeThatItIsAPeer() throws IOException {
    listen(KEY, 8, 8);
    Socket idle = connect();
    hostile.add(idle);
    assertThat(isDropped(idle)).isTrue();
  }

  @Test
  void goesOnForThoseThatAreThereWhenThousandsCome() throws IOException {
    listen(SharedKey.NONE, 64, 8);
    try (Socket healthy = connect()) {
      PeerLines lines = new PeerLines(healthy);
      for (int i = 0; i < 2_000; i++) {
        Socket socket = connect();
        if (hostile.size() < 200) {
          hostile.add(socket);
        } else {
          socket.close();
        }
      }
      assertBeats(lines);
      try (Socket oneMore = connect()) {
        assertThat(new PeerLines(oneMore).next(LONG)).contains(PeerListener.BUSY);
      }
      assertThat(listener.watchers()).isLessThanOrEqualTo(8);
    }
  }

  @Test
  void lacksNoRoomForPeersThatHaveTheKey() throws IOException {
    listen(KEY, 4, 4, LONG);
    for (int i = 0; i < 20; i++) {
      hostile.add(connect());
    }
    InetSocketAddress address = InetSocketAddress.createUnresolved("127.0.0.1", listener.port());
    try (PeerDialogue peer = PeerDialogue.open(address, KEY, LONG)) {
      assertThat(peer.next(LONG)).hasValueSatisfying(line -> assertThat(line).startsWith("HELLO"));
      // Having proven it, it stays.
      for (int i = 0; i < 20; i++) {
        hostile.add(connect());
      }
      await().until(listener::watchers, count -> count == 1);
      assertThat(peer.next(LONG)).isPresent();
    }
  }

  @Test
  void saysGoodbyeToEveryPeer() throws IOException {
    listen(SharedKey.NONE, 8, 8);
    try (Socket one = connect();
        Socket other = connect()) {
      await().until(listener::watchers, count -> count == 2);
      listener.close();
      assertThat(lastLine(one)).isEqualTo(PeerListener.BYE);
      assertThat(lastLine(other)).isEqualTo(PeerListener.BYE);
    }
  }

  @Test
  void looksDeadAtOnceWhenItCannotBeat() throws IOException {
    listener =
        new PeerListener(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            SharedKey.NONE,
            new PeerListener.Limits(8, 8, TO_PROVE),
            () -> {
              if (beats.incrementAndGet() > 20) {
                throw new IllegalStateException("as a defect would");
              }
              return PeerAnnouncement.of("am-1.b2", List.of(1));
            });
    listener.start(BEAT, "127.0.0.1:" + listener.port());
    try (Socket socket = connect()) {
      assertThat(isDropped(socket)).isTrue();
    }
  }

  private void listen(SharedKey key, int connections, int perAddress) {
    listen(key, connections, perAddress, TO_PROVE);
  }

  private void listen(SharedKey key, int connections, int perAddress, Duration toProve) {
    listener =
        new PeerListener(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            key,
            new PeerListener.Limits(connections, perAddress, toProve),
            () -> PeerAnnouncement.of("a".repeat(100), List.of(beats.incrementAndGet() % 9)));
    listener.start(BEAT, "127.0.0.1:" + listener.port());
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), listener.port());
  }

  /** More of them than were on their way. */
  private void assertBeats(PeerLines lines) throws IOException {
    int since = beats.get();
    while (beats.get() < since + 20) {
      assertThat(lines.next(LONG)).hasValueSatisfying(line -> assertThat(line).startsWith("HELLO"));
    }
  }

  private static String lastLine(Socket socket) throws IOException {
    String last = "";
    PeerLines lines = new PeerLines(socket);
    try {
      for (Optional<String> line = lines.next(LONG); line.isPresent(); line = lines.next(LONG)) {
        last = line.get();
      }
      return last;
    } catch (IOException end) {
      return last;
    }
  }

  private static boolean isDropped(Socket socket) throws IOException {
    socket.setSoTimeout((int) LONG.toMillis());
    byte[] rest = new byte[1_024];
    try {
      int read = 0;
      while (read >= 0) {
        read = socket.getInputStream().read(rest);
      }
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    return true;
  }
}
