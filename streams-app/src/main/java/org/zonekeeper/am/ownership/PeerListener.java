package org.zonekeeper.am.ownership;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.settings.SharedKey;

/**
 * Where peers connect to see that this Agent Manager lives. It sends lines of text: {@code HELLO …}
 * with every beat, {@code BYE} before an orderly end, {@code BUSY} to whoever is one too many. With
 * a {@link SharedKey} it asks first ({@code CHALLENGE}), and beats for those who answer rightly
 * ({@code WATCH}); every line of both sides then carries its proof.
 *
 * <p>One thread of its own does everything and waits for nobody, so that neither a busy zone nor a
 * peer that does not read is taken for a death. What a connection can cost is a line in each
 * direction; how many there are is limited, for each address and in all.
 */
public final class PeerListener implements AutoCloseable {
  static final String BYE = "BYE";
  static final String BUSY = "BUSY";
  static final String CHALLENGE = "CHALLENGE ";
  static final String WATCH = "WATCH ";

  /** Who speaks, in proofs. */
  static final String PEER = "peer";

  static final String WATCHER = "watcher";

  private static final Logger LOG = LoggerFactory.getLogger(PeerListener.class);

  /** A hundred beats, and the least that Linux grants: who is behind by as many is gone. */
  private static final int SEND_BUFFER = 8_192;

  private static final int BACKLOG = 256;
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final ServerSocketChannel server;
  private final Selector selector;
  private final SharedKey key;
  private final Limits limits;
  private final Supplier<PeerAnnouncement> announcement;
  private final Map<SelectionKey, PeerSession> sessions = new LinkedHashMap<>();
  private volatile int watchers;
  private volatile boolean closing;
  private Optional<Thread> thread = Optional.empty();

  /**
   * What connections may cost.
   *
   * @param connections how many there may be; one more is told so and closed
   * @param perAddress how many of them from one address
   * @param toProve how long a peer may take to prove that it has the key
   */
  public record Limits(int connections, int perAddress, Duration toProve) {}

  /**
   * Opens the port; beats once started.
   *
   * @param key what peers have to prove that they have
   * @param announcement asked before every beat; must not block
   * @throws UncheckedIOException if the address cannot be listened on
   */
  public PeerListener(
      InetSocketAddress address,
      SharedKey key,
      Limits limits,
      Supplier<PeerAnnouncement> announcement) {
    this.key = key;
    this.limits = limits;
    this.announcement = announcement;
    try {
      selector = Selector.open();
      server = ServerSocketChannel.open();
      server.bind(address, BACKLOG);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen for peers on %s: %s; choose another address with peer.listen"
              .formatted(address, e.getMessage()),
          e);
    }
  }

  /** The port that was opened, which a configured port 0 leaves to the operating system. */
  public int port() {
    return server.socket().getLocalPort();
  }

  /** How many peers are beaten for. */
  int watchers() {
    return watchers;
  }

  /**
   * Starts to accept peers and to beat.
   *
   * @param dialled host:port as peers are told, part of every proof: so nobody can pass another's
   *     lines off as its own
   */
  public synchronized void start(Duration beat, String dialled) {
    thread =
        Optional.of(
            Thread.ofPlatform()
                .daemon()
                .name("peer-beat")
                .uncaughtExceptionHandler(
                    (died, failure) -> LOG.error("thread ended thread={}", died.getName(), failure))
                .start(() -> run(beat, dialled)));
  }

  /** Tells the peers that the end is an orderly one, and closes. */
  @Override
  public synchronized void close() {
    closing = true;
    selector.wakeup();
    try {
      if (thread.isPresent()) {
        thread.get().join(CLOSING);
      } else {
        closeAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Duration beat, String dialled) {
    try {
      long next = System.nanoTime();
      while (!closing) {
        selector.select(
            key -> serve(key, dialled),
            Math.max(1, TimeUnit.NANOSECONDS.toMillis(next - System.nanoTime())));
        if (System.nanoTime() - next >= 0) {
          next = System.nanoTime() + beat.toNanos();
          beat();
        }
      }
      List.copyOf(sessions.keySet()).forEach(peer -> send(peer, BYE));
    } catch (IOException e) {
      throw new UncheckedIOException("the peer port fails", e);
    } finally {
      // Whoever cannot beat must look dead, and at once.
      closeAll();
    }
  }

  private void serve(SelectionKey ready, String dialled) {
    if (ready.isValid() && ready.isAcceptable()) {
      accept(ready, dialled);
    } else if (sessions.containsKey(ready)) {
      read(ready);
    }
  }

  private void accept(SelectionKey ready, String dialled) {
    try {
      SocketChannel channel = server.accept();
      if (channel != null) {
        welcome(channel, dialled);
      }
    } catch (IOException e) {
      // Out of file handles, for instance: not again before the next beat, it would be as vain.
      LOG.warn("peer not accepted reason=\"{}\"", e.getMessage());
      ready.interestOps(0);
    }
  }

  private void welcome(SocketChannel channel, String dialled) throws IOException {
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
      if (isOneTooMany(channel.socket().getInetAddress())) {
        channel.write(ByteBuffer.wrap((BUSY + "\n").getBytes(US_ASCII)));
        channel.close();
        return;
      }
      PeerSession session = new PeerSession(channel, key, dialled);
      SelectionKey registered = channel.register(selector, SelectionKey.OP_READ);
      sessions.put(registered, session);
      // At once: a peer that has lost its connection asks in this way whether we live.
      send(registered, announcement.get().line());
    } catch (IOException e) {
      LOG.debug("peer gone before it was greeted reason=\"{}\"", e.getMessage());
      channel.close();
    }
  }

  /** Who has not proven yet that it is a peer makes room for whoever comes. */
  private boolean isOneTooMany(InetAddress address) {
    boolean fromThere = ofAddress(address).count() >= limits.perAddress();
    if (!fromThere && sessions.size() < limits.connections()) {
      return false;
    }
    Optional<SelectionKey> oldest =
        sessions.entrySet().stream()
            .filter(entry -> !entry.getValue().mayWatch())
            .filter(entry -> !fromThere || entry.getValue().address().equals(address))
            .min(Comparator.comparingLong(entry -> entry.getValue().acceptedAt()))
            .map(Map.Entry::getKey);
    oldest.ifPresent(key -> turnAway(key, "room for another"));
    return oldest.isEmpty();
  }

  private Stream<PeerSession> ofAddress(InetAddress address) {
    return sessions.values().stream().filter(session -> session.address().equals(address));
  }

  private void read(SelectionKey peer) {
    PeerSession session = sessions.get(peer);
    boolean couldWatch = session.mayWatch();
    try {
      session.read();
    } catch (IOException e) {
      drop(peer, e.getMessage());
      return;
    }
    if (session.mayWatch() && !couldWatch) {
      send(peer, announcement.get().line());
    }
  }

  private void beat() {
    server.keyFor(selector).interestOps(SelectionKey.OP_ACCEPT);
    String line = announcement.get().line();
    List.copyOf(sessions.keySet()).forEach(peer -> send(peer, line));
    long oldest = System.nanoTime() - limits.toProve().toNanos();
    sessions.entrySet().stream()
        .filter(entry -> !entry.getValue().mayWatch())
        .filter(entry -> entry.getValue().acceptedAt() - oldest < 0)
        .map(Map.Entry::getKey)
        .toList()
        .forEach(peer -> turnAway(peer, "it has not proven in time that it is a peer"));
    watchers = (int) sessions.values().stream().filter(PeerSession::mayWatch).count();
  }

  private void send(SelectionKey peer, String line) {
    try {
      sessions.get(peer).send(line);
    } catch (IOException e) {
      drop(peer, e.getMessage());
    }
  }

  /** Drops one that may be a peer all the same, only a slow one: it is not to take us for dead. */
  private void turnAway(SelectionKey peer, String reason) {
    try {
      sessions.get(peer).turnAway();
    } catch (IOException e) {
      LOG.debug("peer gone before it was turned away reason=\"{}\"", e.getMessage());
    }
    drop(peer, reason);
  }

  private void drop(SelectionKey peer, String reason) {
    PeerSession session = sessions.remove(peer);
    // It comes back by itself if it wants to.
    LOG.debug("peer left address={} reason=\"{}\"", session.address(), reason);
    try {
      session.close();
    } catch (IOException e) {
      LOG.debug("peer connection not closed reason=\"{}\"", e.getMessage());
    }
  }

  private void closeAll() {
    try {
      server.close();
      for (PeerSession session : sessions.values()) {
        session.close();
      }
      selector.close();
    } catch (IOException e) {
      LOG.warn("peer listener not closed reason=\"{}\"", e.getMessage());
    }
  }
}
