package org.zonekeeper.chaos.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.zonekeeper.am.ownership.PeerAnnouncement;
import org.zonekeeper.am.ownership.PeerListener;
import org.zonekeeper.am.ownership.PeerWatcher;
import org.zonekeeper.settings.HostPort;
import org.zonekeeper.settings.SharedKey;

/** The peer protocol, from both ends. Stateless. */
final class PeerTargets {
  private static final SortedSet<Integer> THREADS = new TreeSet<>(Set.of(1, 2));
  private static final PeerAnnouncement GOOD = new PeerAnnouncement("am-2.c3", THREADS);
  private static final PeerListener.Limits LIMITS =
      new PeerListener.Limits(8, 8, Duration.ofSeconds(5));
  private static final Duration BEAT = Duration.ofMillis(20);
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String HELLO = "HELLO am-1.b2 threads=1,2\n";
  private static final List<String> SAYINGS =
      List.of(HELLO, "BYE\n", "BUSY\n", "CHALLENGE 0123456789abcdef\n", "WATCH x\n");

  private PeerTargets() {}

  static List<FuzzTarget> all() {
    return List.of(announcements(), addresses(), new Watched(), new Beaten());
  }

  /** A line is an announcement or none; there is no third. */
  private static FuzzTarget announcements() {
    return parsed(
        "peer announcements",
        any -> PeerAnnouncement.parse(any.changed(HELLO.strip())).isPresent());
  }

  private static FuzzTarget addresses() {
    return parsed("peer addresses", any -> HostPort.parse(any.changed("host-1:8080")).isPresent());
  }

  private interface Parser {
    boolean parse(AnyInput any);
  }

  private static FuzzTarget parsed(String name, Parser parser) {
    return new FuzzTarget() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Answer tryOne(AnyInput any) {
        return parser.parse(any) ? Answer.TAKEN : Answer.REFUSED;
      }
    };
  }

  /** Some of what peers say to each other. */
  static String said(AnyInput any) {
    StringBuilder said = new StringBuilder();
    for (int i = any.random().nextInt(4); i >= 0; i--) {
      said.append(any.oneOf(SAYINGS));
    }
    return said.toString();
  }

  private static PeerListener goodPeer(SharedKey key) {
    PeerListener listener =
        new PeerListener(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), key, LIMITS, () -> GOOD);
    listener.start(BEAT, "127.0.0.1:" + listener.port());
    return listener;
  }

  private static InetSocketAddress addressOf(PeerListener listener) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port());
  }

  /** A watcher whose peer says anything still meets the next one. */
  private static final class Watched implements FuzzTarget {
    private final PeerListener good = goodPeer(SharedKey.NONE);

    @Override
    public String name() {
      return "peer watcher";
    }

    @Override
    public Answer tryOne(AnyInput any) throws IOException, InterruptedException {
      AtomicReference<Set<InetSocketAddress>> peers = new AtomicReference<>();
      AtomicReference<Optional<String>> evicted = new AtomicReference<>(Optional.empty());
      try (AnyAnswerServer bad = AnyAnswerServer.start();
          PeerWatcher watcher =
              new PeerWatcher(
                  peers::get,
                  suspect -> evicted.set(Optional.of(suspect.client())),
                  SharedKey.NONE,
                  SILENCE,
                  LONG)) {
        bad.greets(any.changed(said(any)).getBytes(US_ASCII));
        peers.set(Set.of(bad.address(), addressOf(good)));
        watcher.start();
        long deadline = System.nanoTime() + LONG.toNanos();
        while (bad.answered() == 0 || watcher.unmet().contains(addressOf(good))) {
          if (System.nanoTime() > deadline) {
            throw new IllegalStateException("a peer that is well is not met any more");
          }
          LockSupport.parkNanos(1_000_000);
        }
      }
      if (evicted.get().filter(GOOD.client()::equals).isPresent()) {
        throw new IllegalStateException("a peer that is well was evicted");
      }
      return evicted.get().isPresent() ? Answer.TAKEN : Answer.REFUSED;
    }

    @Override
    public void close() {
      good.close();
    }
  }

  /** A listener to which somebody says anything still beats for the next one. */
  private static final class Beaten implements FuzzTarget {
    private final PeerListener open = goodPeer(SharedKey.NONE);
    private final PeerListener keyed = goodPeer(SharedKey.of("the same secret everywhere"));

    @Override
    public String name() {
      return "peer port";
    }

    @Override
    public Answer tryOne(AnyInput any) throws IOException {
      PeerListener listener = any.random().nextBoolean() ? open : keyed;
      try (Socket stranger = new Socket()) {
        stranger.connect(addressOf(listener));
        stranger.getOutputStream().write(any.changed(any.oneOf(SAYINGS).getBytes(US_ASCII)));
      } catch (IOException closed) {
        // By the listener already.
      }
      try (Socket next = new Socket()) {
        next.connect(addressOf(listener));
        next.setSoTimeout(Math.toIntExact(LONG.toMillis()));
        InputStream beats = next.getInputStream();
        if (beats.read() < 0) {
          throw new IllegalStateException("nobody beats at the port any more");
        }
      }
      return Answer.REFUSED;
    }

    @Override
    public void close() {
      open.close();
      keyed.close();
    }
  }
}
