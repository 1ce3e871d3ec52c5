package org.zonekeeper.am.ownership;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where peers connect to see that this Agent Manager lives. It sends lines of text and reads
 * nothing: {@code HELLO …} with every beat, {@code BYE} before an orderly end. It has threads of
 * its own, so that a busy zone is not taken for a dead one.
 */
public final class PeerListener implements AutoCloseable {
  static final String BYE = "BYE";
  private static final Logger LOG = LoggerFactory.getLogger(PeerListener.class);

  private final ServerSocket server;
  private final Supplier<PeerAnnouncement> announcement;
  private final Set<Listening> peers = ConcurrentHashMap.newKeySet();
  private Optional<RepeatingTask> beats = Optional.empty();

  /**
   * Opens the port; beats once started.
   *
   * @param announcement asked before every beat
   * @throws UncheckedIOException if the address cannot be listened on
   */
  public PeerListener(InetSocketAddress address, Supplier<PeerAnnouncement> announcement) {
    this.announcement = announcement;
    try {
      server = new ServerSocket();
      server.bind(address);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen for peers on %s: %s; choose another address with peer.listen"
              .formatted(address, e.getMessage()),
          e);
    }
  }

  /** The port that was opened, which a configured port 0 leaves to the operating system. */
  public int port() {
    return server.getLocalPort();
  }

  /** How many peers are connected. */
  int watchers() {
    return peers.size();
  }

  /** Starts to accept peers and to beat. */
  public synchronized void start(Duration beat) {
    Thread.ofPlatform().daemon().name("peer-accept").start(this::accept);
    beats = Optional.of(RepeatingTask.every(beat, "peer-beat", this::beat));
  }

  /** Tells the peers that the end is an orderly one, and closes. */
  @Override
  public synchronized void close() {
    beats.ifPresent(RepeatingTask::close);
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("peer listener not closed reason=\"{}\"", e.getMessage());
    }
    peers.forEach(Listening::bye);
    peers.clear();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Listening peer = new Listening(socket);
        // At once: a peer that has lost its connection asks in this way whether we live.
        if (peer.beat(announcement.get())) {
          peers.add(peer);
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("peer not accepted reason=\"{}\"", e.getMessage());
        }
      }
    }
  }

  private void beat() {
    PeerAnnouncement now = announcement.get();
    peers.removeIf(peer -> !peer.beat(now));
  }

  /** One connected peer. Used by the beating thread, and at the end by the closing one. */
  private static final class Listening {
    private final Socket socket;
    private final Writer out;

    Listening(Socket socket) throws IOException {
      this.socket = socket;
      this.out = new OutputStreamWriter(socket.getOutputStream(), UTF_8);
    }

    /** Whether the peer is still there. */
    synchronized boolean beat(PeerAnnouncement now) {
      return send(now.line());
    }

    synchronized void bye() {
      send(BYE);
      close();
    }

    private boolean send(String line) {
      try {
        out.write(line + "\n");
        out.flush();
        return true;
      } catch (IOException e) {
        // The peer is gone or has turned away; it comes back by itself if it wants to.
        LOG.debug("peer left reason=\"{}\"", e.getMessage());
        close();
        return false;
      }
    }

    private void close() {
      try {
        socket.close();
      } catch (IOException e) {
        LOG.debug("peer connection not closed reason=\"{}\"", e.getMessage());
      }
    }
  }
}
