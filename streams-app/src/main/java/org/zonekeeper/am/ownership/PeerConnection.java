package org.zonekeeper.am.ownership;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.am.ownership.Eviction.Identity;
import org.zonekeeper.am.ownership.Eviction.Suspect;
import org.zonekeeper.settings.SharedKey;

/**
 * Watches one peer, on a thread of its own, until the peer has said good-bye or is gone. A
 * connection that breaks is made again: who then answers under the same name lives.
 */
final class PeerConnection {
  private static final Logger LOG = LoggerFactory.getLogger(PeerConnection.class);
  private static final int SLICES = 6;

  private final InetSocketAddress address;
  private final Watch watch;
  private final Duration slice;
  private final SilenceGauge gauge;
  private InetAddress at = InetAddress.getLoopbackAddress();
  private Optional<PeerAnnouncement> peer = Optional.empty();

  /**
   * What the connections of a watcher share.
   *
   * @param key what peers have to prove that they have
   * @param silence after which a peer is taken for dead at the earliest
   * @param policy decides when a silent one is evicted
   * @param eviction of threads that died, while the rest of the peer lives
   * @param closed counted down when nobody is watched any more
   */
  record Watch(
      SharedKey key,
      Duration silence,
      EvictionPolicy policy,
      Eviction eviction,
      CountDownLatch closed) {}

  PeerConnection(InetSocketAddress address, Watch watch) {
    this.address = address;
    this.watch = watch;
    this.slice = Duration.ofMillis(Math.max(1, watch.silence().toMillis() / SLICES));
    this.gauge = new SilenceGauge(slice, System::nanoTime);
  }

  /** How a watch ended. */
  enum End {
    /** It never said who it is: nobody to evict. */
    NEVER_MET,
    SAID_GOODBYE,
    /** Silent for so long that Kafka's own time-out decides. */
    LEFT_TO_KAFKA,
    GONE
  }

  /**
   * What a watch found.
   *
   * @param suspect who is to be evicted, if it is gone
   */
  record Finding(End end, Optional<Suspect> suspect, String reason) {}

  /** How one connection ended. */
  private record Ending(Kind kind, String reason) {
    enum Kind {
      GOODBYE,
      /** There is no room for another connection, but somebody lives who says so. */
      BUSY,
      /** After it had answered. */
      BROKEN,
      /** It did not answer, or under another name. */
      NO_ANSWER,
      SILENT,
      SILENT_FOR_KAFKA
    }
  }

  /**
   * Blocks for as long as the peer lives.
   *
   * @param onMet called when it has said who it is
   */
  Finding watch(Runnable onMet) throws InterruptedException {
    while (true) {
      long connectedAt = System.nanoTime();
      Ending ending = watchOnce(onMet);
      if (peer.isPresent()) {
        LOG.info("peer connection ended address={} ending={}", address, ending);
      }
      switch (ending.kind()) {
        case GOODBYE -> {
          return new Finding(End.SAID_GOODBYE, Optional.empty(), ending.reason());
        }
        case SILENT_FOR_KAFKA -> {
          return new Finding(End.LEFT_TO_KAFKA, Optional.empty(), ending.reason());
        }
        case NO_ANSWER, SILENT -> {
          return gone(ending.reason());
        }
        case BROKEN, BUSY -> {
          if (peer.isEmpty()) {
            return gone(ending.reason());
          }
          // At once if it was a good connection: most that break so are of a dead process.
          boolean shortLived = System.nanoTime() - connectedAt < slice.toNanos();
          if (shortLived && watch.closed().await(slice.toNanos(), TimeUnit.NANOSECONDS)) {
            return new Finding(End.LEFT_TO_KAFKA, Optional.empty(), ending.reason());
          }
        }
      }
    }
  }

  private Ending watchOnce(Runnable onMet) throws InterruptedException {
    boolean answered = false;
    try (PeerDialogue dialogue = PeerDialogue.open(address, watch.key(), watch.silence())) {
      at = dialogue.at();
      while (watch.closed().getCount() > 0) {
        Optional<String> line = dialogue.next(slice);
        Optional<Ending> ending =
            line.isPresent() ? heard(line.get(), onMet) : heardNothing("silent");
        if (ending.isPresent()) {
          return ending.get();
        }
        answered |= line.isPresent();
      }
      return new Ending(Ending.Kind.GOODBYE, "nobody is watched any more");
    } catch (IOException e) {
      return new Ending(
          answered ? Ending.Kind.BROKEN : Ending.Kind.NO_ANSWER, String.valueOf(e.getMessage()));
    }
  }

  /** A slice without a beat; the ending if it was one too many. */
  private Optional<Ending> heardNothing(String what) {
    gauge.slicePassed();
    if (gauge.sinceBeat().compareTo(watch.policy().session()) >= 0) {
      return Optional.of(
          new Ending(
              Ending.Kind.SILENT_FOR_KAFKA,
              "%s for %d ms".formatted(what, gauge.sinceBeat().toMillis())));
    }
    return isSuspect()
        ? Optional.of(
            new Ending(
                Ending.Kind.SILENT, "%s for %d ms".formatted(what, gauge.silence().toMillis())))
        : Optional.empty();
  }

  private boolean isSuspect() {
    return peer.map(PeerAnnouncement::client)
        .map(client -> watch.policy().admits(client, gauge.silence(), gauge.longestPause()))
        .orElseGet(() -> gauge.silence().compareTo(watch.silence()) >= 0);
  }

  private Optional<Ending> heard(String line, Runnable onMet)
      throws InterruptedException, ProtocolException {
    if (line.equals(PeerListener.BYE)) {
      return Optional.of(new Ending(Ending.Kind.GOODBYE, line));
    }
    if (line.equals(PeerListener.BUSY)) {
      return heardNothing("busy")
          .or(() -> Optional.of(new Ending(Ending.Kind.BUSY, "no room for another connection")));
    }
    PeerAnnouncement now =
        PeerAnnouncement.parse(line)
            .orElseThrow(() -> new ProtocolException("it sent what no peer sends"));
    if (peer.isPresent() && !peer.get().client().equals(now.client())) {
      return Optional.of(
          new Ending(Ending.Kind.NO_ANSWER, "%s is there instead".formatted(now.client())));
    }
    gauge.beat();
    watch.policy().heard(now.client());
    Set<Integer> lost = new TreeSet<>(peer.map(PeerAnnouncement::threads).orElse(now.threads()));
    lost.removeAll(now.threads());
    boolean first = peer.isEmpty();
    peer = Optional.of(now);
    if (first) {
      LOG.info("peer met peer={} address={}", now.client(), address);
      onMet.run();
    }
    if (!lost.isEmpty()) {
      watch.eviction().evict(suspect(lost, "threads %s died".formatted(lost)));
    }
    return Optional.empty();
  }

  private Finding gone(String reason) {
    return peer.isPresent()
        ? new Finding(End.GONE, Optional.of(suspect(Set.of(), reason)), reason)
        : new Finding(End.NEVER_MET, Optional.empty(), reason);
  }

  private Suspect suspect(Set<Integer> threads, String reason) {
    return new Suspect(
        peer.orElseThrow().client(),
        threads,
        at,
        watch.key().isPresent() ? Identity.PROVEN : Identity.CLAIMED,
        reason);
  }
}
